package dev.callgate.benchmarks;

/** Several classes with a gate each, called from one place, so that no compiler knows which. */
interface Desk {
  long pay(int amount, String currency);

  final class Ungated implements Desk {
    @Override
    public long pay(int amount, String currency) {
      return amount + currency.length();
    }
  }

  final class UngatedToo implements Desk {
    @Override
    public long pay(int amount, String currency) {
      return amount + currency.length() + 1;
    }
  }

  final class UngatedAsWell implements Desk {
    @Override
    public long pay(int amount, String currency) {
      return amount + currency.length() + 2;
    }
  }

  final class First implements Desk {
    @Override
    public long pay(int amount, String currency) {
      return amount + currency.length();
    }
  }

  final class Second implements Desk {
    @Override
    public long pay(int amount, String currency) {
      return amount + currency.length() + 1;
    }
  }

  final class Third implements Desk {
    @Override
    public long pay(int amount, String currency) {
      return amount + currency.length() + 2;
    }
  }
}
