package dev.callgate.benchmarks;

/**
 * The methods that the policy is about, all with the same body: {@code plain} is the floor. No rule
 * applies to any of the calls that are made here.
 */
public class Payments {
  private long paid;

  public long plain(int amount, String currency) {
    return paid += amount + currency.length();
  }

  /** {@code amount > 100 and currency == USD}. */
  public long oneRule(int amount, String currency) {
    return paid += amount + currency.length();
  }

  /** Ten rules of that kind. */
  public long tenRules(int amount, String currency) {
    return paid += amount + currency.length();
  }

  /** A hundred. */
  public long hundredRules(int amount, String currency) {
    return paid += amount + currency.length();
  }

  /** {@code amount > 1000000}: a primitive alone. */
  public long number(int amount, String currency) {
    return paid += amount + currency.length();
  }

  /** {@code currency} as a path under {@code /secrets}, which looks at the file system. */
  public long path(int amount, String path) {
    return paid += amount + path.length();
  }

  /** {@code path} with a number before it, which decides. */
  public long pathAndNumber(int amount, String path) {
    return paid += amount + path.length();
  }
}
