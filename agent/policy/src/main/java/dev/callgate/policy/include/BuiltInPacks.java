package dev.callgate.policy.include;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packs that came with Callgate, as resources beside these very classes. They are asked for by
 * this class's own loader, which in the agent is the isolated one: nobody's class path can put
 * another pack in front of them.
 */
public final class BuiltInPacks {
  private static final String FOLDER = "META-INF/callgate/packs/";
  private static final String FILE = "/pack.callgate.yaml";

  private BuiltInPacks() {}

  /** All there are, by name: a jar cannot be asked what it holds, so a list stands beside them. */
  public static List<PackName> all() {
    byte[] index = bytes(FOLDER + "index");
    List<PackName> names = new ArrayList<>();
    String text = index == null ? "" : new String(index, StandardCharsets.UTF_8);
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      PackName name = PackName.of(text.substring(from, end).trim());
      if (name != null) {
        names.add(name);
      }
      from = end + 1;
    }
    return names;
  }

  /** What the pack's file holds; null when no such pack came with Callgate. */
  public static byte @Nullable [] bytes(PackName pack) {
    return bytes(FOLDER + pack.name() + "/" + pack.major() + FILE);
  }

  private static byte @Nullable [] bytes(String resource) {
    ClassLoader loader = BuiltInPacks.class.getClassLoader();
    try (InputStream in = loader == null ? null : loader.getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      in.transferTo(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      // the jar this class came from can no longer be read: as if the pack were not there, which
      // whoever includes it will not accept
      return null;
    }
  }
}
