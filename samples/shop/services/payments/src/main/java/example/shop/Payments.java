package example.shop;

public final class Payments {
  public static void main(String[] args) {
    System.out.println("payments");
  }
}
