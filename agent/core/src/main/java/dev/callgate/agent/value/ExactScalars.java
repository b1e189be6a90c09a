package dev.callgate.agent.value;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Takes away what Jackson still converts after its coercions were forbidden: {@code "NaN"} to a
 * number, 200 to the byte -56, 1e39 to infinity, 5 to a moment of 1970, an empty text to null.
 * Wherever the type stands, inside lists and records too.
 */
final class ExactScalars extends ValueDeserializerModifier {
  private static final long serialVersionUID = 1L;

  @Override
  public ValueDeserializer<?> modifyDeserializer(
      DeserializationConfig config,
      BeanDescription.Supplier type,
      ValueDeserializer<?> deserializer) {
    LogicalType kind = deserializer.logicalType();
    Class<?> made = deserializer.handledType();
    // A character counts as an integer there, and is right already.
    if (kind == null || made == char.class || made == Character.class) {
      return deserializer;
    }
    return switch (kind) {
      case Integer, Float, DateTime, OtherScalar -> new Exact(deserializer, kind);
      default -> deserializer;
    };
  }

  private static final class Exact extends DelegatingDeserializer {
    private final LogicalType kind;

    Exact(ValueDeserializer<?> deserializer, LogicalType kind) {
      super(deserializer);
      this.kind = kind;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> replacement) {
      return new Exact(replacement, kind);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
      JsonToken token = Objects.requireNonNull(parser.currentToken());
      boolean number = kind == LogicalType.Integer || kind == LogicalType.Float;
      if (number
          ? !token.isNumeric()
          : token != JsonToken.VALUE_STRING || parser.getString().isBlank()) {
        return context.handleUnexpectedToken(getValueType(context), parser);
      }
      Object value = super.deserialize(parser, context);
      if (value instanceof Byte small && parser.getIntValue() != small
          || value instanceof Float single && single.isInfinite()
          || value instanceof Double twice && twice.isInfinite()) {
        return context.handleWeirdNumberValue(
            value.getClass(), parser.getNumberValue(), "it does not fit");
      }
      return value;
    }
  }
}
