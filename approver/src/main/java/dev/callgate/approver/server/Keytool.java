package dev.callgate.approver.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The Java runtime's own {@code keytool}: the JDK has no public API that makes a certificate, and a
 * cryptographic library for one certificate would be the largest dependency of all.
 */
final class Keytool {
  private static final int TIMEOUT_SECONDS = 60;
  private static final int DAYS = 3650;

  private Keytool() {}

  /** Makes an EC P-256 key with a self-signed certificate in the new PKCS#12 file {@code file}. */
  static void generate(Path file, String password) throws IOException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            keytool,
            "-J-XX:TieredStopAtLevel=1",
            "-J-XX:+UseSerialGC",
            "-genkeypair",
            "-alias",
            TlsIdentity.ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-sigalg",
            "SHA256withECDSA",
            "-dname",
            "CN=callgate-approver",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1,ip:::1" + hostName(),
            "-validity",
            Integer.toString(DAYS),
            "-storetype",
            "PKCS12",
            // Not an argument: every user of the machine can read those.
            "-storepass:env",
            "CALLGATE_STORE_PASSWORD",
            "-keystore",
            file.toString());
    builder.environment().put("CALLGATE_STORE_PASSWORD", password);
    // What attaches agents to other JVMs must not reach this one.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.redirectErrorStream(true);
    run(builder);
    PrivateFiles.makePrivate(file);
  }

  private static void run(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      // A few lines at most: they fit into the pipe while nobody reads.
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("keytool did not end in " + TIMEOUT_SECONDS + " s; try again");
      }
      String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
      if (process.exitValue() != 0) {
        throw new IOException(
            "keytool made no certificate: "
                + said.lines().findFirst().orElse("it said nothing")
                + "; check that the folder can be written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool made a certificate; start again", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      return name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?") && !name.equals("localhost")
          ? ",dns:" + name
          : "";
    } catch (UnknownHostException e) {
      // A machine without a name is reached as localhost.
      return "";
    }
  }
}
