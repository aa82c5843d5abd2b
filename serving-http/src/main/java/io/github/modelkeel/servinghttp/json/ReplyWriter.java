package io.github.modelkeel.servinghttp.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a reply in JSON. A double is written with all its bits: reading it gives the same number again. Not thread-safe. */
public final class ReplyWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private ReplyWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the members of an object. */
    public interface Writing {
        /** Writes them. */
        void to(ReplyWriter writer);
    }

    private interface Step {
        void run() throws IOException;
    }

    /** The bytes of an object. */
    public static byte[] object(Writing members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.to(new ReplyWriter(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private ReplyWriter write(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    /** The name of the next value. */
    public ReplyWriter name(String name) {
        return write(() -> json.writeFieldName(name));
    }

    /** A number. */
    public ReplyWriter number(double value) {
        return write(() -> json.writeNumber(value));
    }

    /** A whole number. */
    public ReplyWriter whole(long value) {
        return write(() -> json.writeNumber(value));
    }

    /** A text or null. */
    public ReplyWriter text(@Nullable String value) {
        return write(() -> json.writeString(value));
    }

    /** A boolean. */
    public ReplyWriter flag(boolean value) {
        return write(() -> json.writeBoolean(value));
    }

    /** A list. */
    public ReplyWriter list(Writing values) {
        return write(() -> {
            json.writeStartArray();
            values.to(this);
            json.writeEndArray();
        });
    }

    /** An object. */
    public ReplyWriter members(Writing members) {
        return write(() -> {
            json.writeStartObject();
            members.to(this);
            json.writeEndObject();
        });
    }

    /** A text, number, boolean, null, list or map of such. */
    public ReplyWriter value(@Nullable Object value) {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Number number) {
            return whole(number.longValue());
        }
        if (value instanceof Boolean flag) {
            return flag(flag);
        }
        if (value instanceof Iterable<?> values) {
            return list(to -> values.forEach(to::value));
        }
        if (value instanceof Map<?, ?> map) {
            return members(to ->
                    map.forEach((key, member) -> to.name(String.valueOf(key)).value(member)));
        }
        return text(value == null ? null : value.toString());
    }
}
