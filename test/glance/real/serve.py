"""Serves the Images API v2 of an unpacked Glance on a free port of the loopback.

    python3 -I serve.py PACKAGES FOLDER

PACKAGES is where the modules lie, FOLDER has `glance-api.conf` and its paste file. The port is printed when the
service listens. It ends when its standard input does: so it never outlives who started it, whatever became of them.
"""

import os
import sys
import threading

packages, folder = sys.argv[1:3]
# What was unpacked comes before what happens to be installed.
sys.path.insert(0, packages)
os.environ["OS_GLANCE_CONFIG_DIR"] = folder


def end_with_input():
    while os.read(0, 1024):
        pass
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()

import eventlet  # noqa: E402
import eventlet.wsgi  # noqa: E402
from glance.common import wsgi_app  # noqa: E402


def identified(application):
    """Stands where Keystone's filter would: the token itself says `user:project:role,…`."""

    def answer(environ, start_response):
        for name in [name for name in environ if name.startswith("HTTP_X_")]:
            if name != "HTTP_X_AUTH_TOKEN":
                del environ[name]
        user, _, rest = environ.get("HTTP_X_AUTH_TOKEN", "").partition(":")
        project, _, roles = rest.partition(":")
        environ["HTTP_X_IDENTITY_STATUS"] = "Confirmed" if project else "Invalid"
        if project:
            environ.update(HTTP_X_USER_ID=user, HTTP_X_PROJECT_ID=project, HTTP_X_TENANT_ID=project, HTTP_X_ROLES=roles)
        return application(environ, start_response)

    return answer


listener = eventlet.listen(("127.0.0.1", 0))
service = identified(wsgi_app.init_app())
print(listener.getsockname()[1], flush=True)
eventlet.wsgi.server(listener, service, log_output=False, debug=False)
