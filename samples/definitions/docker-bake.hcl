variable "VERSION" {
  default = "1.0"
}

group "default" {
  targets = ["api"]
}

target "common" {
  platforms = ["linux/amd64", "linux/arm64"]
}

target "api" {
  name     = "api-${flavour}"
  inherits = ["common"]
  context  = "api"
  matrix = {
    flavour = ["slim", "full"]
  }
  args = {
    FLAVOUR = lower(flavour)
  }
  tags = ["example/api:${VERSION}-${flavour}"]
}
