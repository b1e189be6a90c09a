package dev.callgate.testapps.hostile;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;

/** An XSLT style sheet that calls Java, which the JDK's processor lets it. */
public final class StyleSheet {
  private StyleSheet() {}

  /** What the style sheet calls. */
  public static String burn(String marker) throws IOException {
    Deed.burn(marker);
    return marker;
  }

  static void transform(String marker) throws Exception {
    String sheet =
        """
        <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns:deed="http://xml.apache.org/xalan/java/%s">
          <xsl:template match="/"><xsl:value-of select="deed:burn('%s')"/></xsl:template>
        </xsl:stylesheet>
        """
            .formatted(StyleSheet.class.getName(), marker);
    TransformerFactory factory = TransformerFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false);
    // Off by default in newer Java.
    factory.setFeature("jdk.xml.enableExtensionFunctions", true);
    factory
        .newTemplates(new StreamSource(new StringReader(sheet)))
        .newTransformer()
        .transform(
            new StreamSource(new StringReader("<nothing/>")), new StreamResult(new StringWriter()));
  }
}
