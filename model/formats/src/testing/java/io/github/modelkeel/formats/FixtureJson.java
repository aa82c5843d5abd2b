package io.github.modelkeel.formats;

import io.github.modelkeel.formats.json.JsonIn;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The strict reader of JSON, for fixtures of the modules that have readers. Not thread-safe. */
public final class FixtureJson implements AutoCloseable {
    /** Reads the value of a field; false when there is no such field. */
    public interface Field {
        boolean read(String name) throws IOException;
    }

    /** Reads one value. */
    public interface Value<T> {
        T read() throws IOException;
    }

    private final JsonIn in;

    public FixtureJson(String file, byte[] content) throws IOException {
        in = new JsonIn(file, content);
    }

    public void object(Set<String> required, Field field) throws IOException {
        in.object(required, field::read);
    }

    public <T> List<T> list(int max, Value<T> value) throws IOException {
        return in.list(max, value::read);
    }

    public String string() throws IOException {
        return in.string();
    }

    public boolean bool() {
        return in.bool();
    }

    public int integer() throws IOException {
        return in.integer();
    }

    public @Nullable Object scalar() throws IOException {
        return in.scalar();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
