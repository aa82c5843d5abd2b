package io.github.modelkeel.drift.source;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Optional values of the JDK, of which what they hold counts, as where a model is given such a row; an empty one is a missing value. */
public final class OptionalValue {
    private OptionalValue() {}

    /** What an optional value holds, null when it is empty; of anything else the value itself. */
    public static @Nullable Object content(@Nullable Object value) {
        if (value instanceof Optional<?> any) {
            return content(any.orElse(null)); // of an optional one too
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? (Object) number.getAsDouble() : null;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? (Object) number.getAsInt() : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? (Object) number.getAsLong() : null;
        }
        return value;
    }
}
