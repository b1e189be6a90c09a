package dev.callgate.agent.value;

import dev.callgate.protocol.Json;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Turns a reviewer's JSON into a value of a declared Java type, exactly or not at all: no text
 * becomes a number, no fraction an integer, no null a primitive. Thread-safe.
 */
public final class Conversion {
  // Constants go by the names that a reviewer was shown, not by what their toString says.
  private static final JsonMapper MAPPER =
      Json.mapper()
          .rebuild()
          .enumNamingStrategy((config, type, name) -> name)
          .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
          .addModule(new SimpleModule("exact scalars").setDeserializerModifier(new ExactScalars()))
          .build();

  private Conversion() {}

  /**
   * Converts a JSON value.
   *
   * @param declared the generic type of the parameter or return value
   * @return null for JSON null where the type allows it
   * @throws ConversionException when it does not fit
   */
  public static @Nullable Object convert(JsonNode json, Type declared) throws ConversionException {
    if (declared == void.class || declared == Void.class) {
      if (json.isNull()) {
        return null;
      }
      throw new ConversionException("the method returns nothing");
    }
    JavaType type = MAPPER.constructType(declared);
    Class<?> raw = type.getRawClass();
    if (raw == CharSequence.class) {
      type = MAPPER.constructType(String.class);
    }
    try {
      Object value = MAPPER.readerFor(type).readValue(json);
      if (value == null && raw.isPrimitive()) {
        throw new ConversionException("null does not fit " + raw.getName());
      }
      if (value != null && !boxed(raw).isInstance(value)) {
        throw new ConversionException(
            "a " + value.getClass().getName() + " does not fit " + raw.getName());
      }
      return value;
    } catch (JacksonException | LinkageError e) {
      throw new ConversionException("the value does not fit " + type.toCanonical());
    }
  }

  /**
   * Converts a value that a policy author wrote.
   *
   * @param value a text, a truth value or a number
   * @throws ConversionException when it does not fit
   */
  public static @Nullable Object fromPolicy(Object value, Type declared)
      throws ConversionException {
    Object exact = value;
    // Policies know one kind of number; one that is written without a fraction is an integer.
    if (value instanceof BigDecimal number && number.scale() == 0) {
      exact = number.unscaledValue();
    }
    return convert(Json.mapper().valueToTree(exact), declared);
  }

  /** The class whose instances a field of {@code type} holds when it is boxed. */
  static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }
}
