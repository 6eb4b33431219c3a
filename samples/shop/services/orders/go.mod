module shop.example/orders

go 1.23

require google.golang.org/protobuf v1.34.2
