variable "SHOP_VERSION" {
  default = "dev"
}

variable "SHOP_REGISTRY" {
  default = "registry.shop.example"
}

function "tag" {
  params = [name]
  result = "${SHOP_REGISTRY}/${name}:${SHOP_VERSION}"
}

group "default" {
  targets = ["bases", "services"]
}

group "bases" {
  targets = ["base-node", "base-python"]
}

group "services" {
  targets = ["storefront", "mailer", "orders", "catalog", "gateway"]
}

target "_release" {
  args = {
    SHOP_VERSION = SHOP_VERSION
  }
  platforms = ["linux/amd64", "linux/arm64"]
}

target "base-node" {
  context = "images/base-node"
  tags    = ["shop/base-node"]
}

target "base-python" {
  context = "images/base-python"
  tags    = ["shop/base-python"]
}

target "storefront" {
  inherits   = ["_release"]
  dockerfile = "services/storefront/Dockerfile"
  target     = "server"
  args = {
    NODE_ENV = "production"
  }
  contexts = {
    "shop/base-node" = "target:base-node"
  }
  tags = [tag("storefront")]
}

target "mailer" {
  inherits   = ["_release"]
  dockerfile = "services/mailer/Dockerfile"
  args = {
    NODE_ENV = "production"
  }
  contexts = {
    "shop/base-node" = "target:base-node"
  }
  tags = [tag("mailer")]
}

target "orders" {
  inherits   = ["_release"]
  dockerfile = "services/orders/Dockerfile"
  tags       = [tag("orders")]
}

target "catalog" {
  inherits   = ["_release"]
  dockerfile = "services/catalog/Dockerfile"
  contexts = {
    "shop/base-python" = "target:base-python"
  }
  tags = [tag("catalog")]
}

target "gateway" {
  context = "services/gateway"
  tags    = [tag("gateway")]
}
