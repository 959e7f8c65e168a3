"""Makes the store of a stopped or running service hold the images that come in as JSON, and nothing else.

    python3 store.py DATABASE SEEDED < images.json

SEEDED is the database after every image was made by request. What no request can set is written here: times,
states that a worker would have left, and properties that only v1.1 let a user make.
"""

import json
import sqlite3
import sys
from datetime import datetime, timezone

TABLES = ("images", "image_properties", "image_members", "image_tags", "image_locations")


def time(microseconds):
    if microseconds is None:
        return None
    seconds, rest = divmod(microseconds, 1_000_000)
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%S.") + f"{rest:06}"


def copy(db):
    for table in reversed(TABLES):
        db.execute(f"delete from {table}")
    for table in TABLES:
        db.execute(f"insert into {table} select * from seeded.{table}")


def forget_others(db, images):
    wanted = {image["id"] for image in images}
    for (known,) in db.execute("select id from images").fetchall():
        if known not in wanted:
            for table in TABLES[1:]:
                db.execute(f"delete from {table} where image_id = ?", (known,))
            db.execute("delete from images where id = ?", (known,))


def settle(db, image):
    changed = db.execute(
        "update images set created_at = ?, updated_at = ?, deleted_at = ?, status = ? where id = ?",
        (
            time(image["created_at"]),
            time(image["updated_at"]),
            time(image["deleted_at"]),
            image["status"],
            image["id"],
        ),
    )
    if changed.rowcount != 1:
        sys.exit(f"{image['id']} was never made")
    if not image["deleted"]:
        settle_properties(db, image["id"], image["properties"])


def settle_properties(db, image, wanted):
    there = dict(db.execute("select name, value from image_properties where image_id = ?", (image,)))
    if there == wanted:
        return
    db.execute("delete from image_properties where image_id = ?", (image,))
    db.executemany(
        "insert into image_properties (image_id, name, value, created_at, updated_at, deleted)"
        " select ?, ?, ?, created_at, updated_at, 0 from images where id = ?",
        [(image, name, value, image) for name, value in wanted.items()],
    )


database, seeded = sys.argv[1:3]
images = json.load(sys.stdin)
db = sqlite3.connect(database, timeout=20, isolation_level=None)
db.execute("attach ? as seeded", (seeded,))
db.execute("begin immediate")
copy(db)
forget_others(db, images)
for image in images:
    settle(db, image)
db.execute("commit")
