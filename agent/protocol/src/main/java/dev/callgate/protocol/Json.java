package dev.callgate.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The one JSON reader and writer. Strict both ways: an unknown field, a field twice, a missing
 * field, a byte after the end, a text where a number belongs is an error. Numbers with a fraction
 * are exact decimals. Thread-safe.
 */
public final class Json {
  private static final int LARGEST_TEXT = 1 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(LARGEST_TEXT)
                          .maxNestingDepth(64)
                          .maxNumberLength(400)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .enumNamingStrategy(EnumNamingStrategies.LOWER_CASE)
          .build();

  private Json() {}

  /** The mapper itself, for callers that convert to types known only at run time. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** UTF-8 bytes of {@code value}. */
  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /**
   * Reads one object of a protocol type.
   *
   * @throws ProtocolException naming the place when the bytes are not exactly that
   */
  public static <T> T read(byte[] bytes, Class<T> type) throws ProtocolException {
    T value;
    try {
      value = MAPPER.readValue(text(bytes), type);
    } catch (CharacterCodingException e) {
      throw new ProtocolException("not a " + type.getSimpleName() + ": not UTF-8");
    } catch (JacksonException e) {
      throw new ProtocolException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
    }
    if (value == null) {
      throw new ProtocolException("not a " + type.getSimpleName() + ": null");
    }
    return value;
  }

  /**
   * Reads any JSON value.
   *
   * @throws ProtocolException when the text is not one JSON value
   */
  public static JsonNode readTree(String text) throws ProtocolException {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new ProtocolException("not JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * As UTF-8 and nothing else: the parser itself would guess among encodings, and let some pass.
   */
  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
