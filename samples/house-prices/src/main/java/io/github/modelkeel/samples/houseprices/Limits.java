package io.github.modelkeel.samples.houseprices;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A number of the configuration: what it is when it is left out, and its limits. */
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonDeserialize(using = Limits.Reader.class)
@interface Limits {
    double otherwise();

    double min();

    double max();

    /** Reads such a number. */
    final class Reader extends JsonDeserializer<Number> implements ContextualDeserializer {
        private final Class<?> type;
        private final double otherwise;
        private final double min;
        private final double max;

        /** As Jackson makes it, before it knows what to read. */
        Reader() {
            this(double.class, 0, 0, 0);
        }

        private Reader(Class<?> type, double otherwise, double min, double max) {
            this.type = type;
            this.otherwise = otherwise;
            this.min = min;
            this.max = max;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            Limits limits = property.getAnnotation(Limits.class);
            return new Reader(property.getType().getRawClass(), limits.otherwise(), limits.min(), limits.max());
        }

        @Override
        public Number getNullValue(DeserializationContext context) {
            return ofType(otherwise);
        }

        @Override
        public Number deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getText();
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new JsonMappingException(json, "must be a number: " + text, e);
            }
            if (type != double.class && value != Math.rint(value)) {
                throw new JsonMappingException(json, "must be a whole number: " + text);
            }
            if (!(value >= min && value <= max)) {
                throw new JsonMappingException(
                        json, "must be between %s and %s: %s".formatted(shown(min), shown(max), text));
            }
            return ofType(value);
        }

        private Number ofType(double value) {
            if (type == int.class) {
                return (int) value;
            }
            return type == long.class ? (Number) (long) value : (Number) value;
        }

        private static String shown(double limit) {
            return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
        }
    }
}
