package dev.callgate.agent.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Objects that notice when somebody runs their code. */
final class Hostile {
  /** How often code of these objects ran. */
  static int calls;

  private Hostile() {}

  private static RuntimeException called() {
    calls++;
    return new IllegalStateException("application code ran");
  }

  /** A bean. */
  static class Bean {
    private final String name;
    private final transient int count = 3;
    static final String SHARED = "not part of it";

    Bean(String name) {
      this.name = name;
    }

    public String getName() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }

    @Override
    public int hashCode() {
      throw called();
    }

    @Override
    public boolean equals(Object other) {
      throw called();
    }
  }

  /** Inherits fields. */
  static final class Heir extends Bean {
    private final String name = "mine";

    Heir(String inherited) {
      super(inherited);
    }
  }

  /** A record whose accessor lies. */
  record Lying(String account, int amount) {
    @Override
    public String account() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  /** An enum constant with a body. */
  enum Mode {
    SAFE,
    DANGEROUS {
      @Override
      public String toString() {
        throw called();
      }
    }
  }

  /** A list of its own. */
  static final class OwnList<E> extends ArrayList<E> {
    private static final long serialVersionUID = 1L;
    private final String label = "own";

    @Override
    public Iterator<E> iterator() {
      throw called();
    }

    @Override
    public Object[] toArray() {
      throw called();
    }

    @Override
    public int size() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  /** A map of its own. */
  static final class OwnMap<K, V> extends HashMap<K, V> {
    private static final long serialVersionUID = 1L;

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  /** A number of its own. */
  static final class OwnDecimal extends java.math.BigDecimal {
    private static final long serialVersionUID = 1L;

    OwnDecimal(String value) {
      super(value);
    }

    @Override
    public String toString() {
      throw called();
    }

    @Override
    public String toPlainString() {
      throw called();
    }

    @Override
    public int scale() {
      throw called();
    }
  }

  /** A number from the ground up. */
  static final class OwnNumber extends Number {
    private static final long serialVersionUID = 1L;
    private final long cents;

    OwnNumber(long cents) {
      this.cents = cents;
    }

    @Override
    public int intValue() {
      throw called();
    }

    @Override
    public long longValue() {
      throw called();
    }

    @Override
    public float floatValue() {
      throw called();
    }

    @Override
    public double doubleValue() {
      throw called();
    }
  }

  /** A text from the ground up. */
  static final class OwnText implements CharSequence {
    private final String text;

    OwnText(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      throw called();
    }

    @Override
    public char charAt(int index) {
      throw called();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  /** A date of its own. */
  static final class OwnDate extends java.util.Date {
    private static final long serialVersionUID = 1L;

    @Override
    public long getTime() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  /** A collection that is no JDK class's child. */
  static final class OwnCollection extends java.util.AbstractCollection<Object> {
    private final List<Object> items = new ArrayList<>(Collection.class.getModifiers());

    @Override
    public Iterator<Object> iterator() {
      throw called();
    }

    @Override
    public int size() {
      throw called();
    }
  }
}
