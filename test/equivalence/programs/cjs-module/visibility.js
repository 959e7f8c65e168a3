function visibilityOf(image) {
  return image.is_public === true ? 'public' : 'private';
}

module.exports = { visibilityOf };
