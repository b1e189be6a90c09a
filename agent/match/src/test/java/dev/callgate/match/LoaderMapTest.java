package dev.callgate.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoaderMapTest {
  private final LoaderMap<String> map = new LoaderMap<>();

  @Test
  void oneNameInTwoLoadersIsTwoThings() {
    ClassLoader one = new Hostile();
    ClassLoader other = new Hostile();
    map.put(one, "acme.Tool", "one");
    map.put(other, "acme.Tool", "other");
    map.put(null, "acme.Tool", "boot");

    assertThat(map.get(one, "acme.Tool")).isEqualTo("one");
    assertThat(map.get(other, "acme.Tool")).isEqualTo("other");
    assertThat(map.get(null, "acme.Tool")).isEqualTo("boot");
    assertThat(map.get(new Hostile(), "acme.Tool")).isNull();
    assertThat(map.get(one, "acme.Other")).isNull();
  }

  @Test
  void aValueIsReplaced() {
    ClassLoader loader = new Hostile();
    map.put(loader, "acme.Tool", "one");
    map.put(loader, "acme.Tool", "two");

    assertThat(map.get(loader, "acme.Tool")).isEqualTo("two");
  }

  @Test
  @Timeout(60)
  void aLoaderIsLetGo() throws Exception {
    ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
    WeakReference<ClassLoader> loader = put(gone);

    // A collection is asked for and filled in for until it happens; the timeout is the limit.
    List<byte[]> ballast = new ArrayList<>();
    while (gone.remove(TimeUnit.MILLISECONDS.toMillis(10)) == null) {
      System.gc();
      ballast.add(new byte[1 << 10]);
    }

    assertThat(loader.get()).isNull();
    map.put(new Hostile(), "acme.Tool", "next");
  }

  private WeakReference<ClassLoader> put(ReferenceQueue<ClassLoader> gone) {
    ClassLoader loader = new Hostile();
    map.put(loader, "acme.Tool", "value");
    return new WeakReference<>(loader, gone);
  }

  /** All of them equal each other, and whoever asks them is in trouble. */
  private static final class Hostile extends ClassLoader {
    @Override
    public boolean equals(@Nullable Object other) {
      throw new AssertionError("application code ran");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("application code ran");
    }
  }
}
