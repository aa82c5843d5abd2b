package io.github.modelkeel.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Program;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of our records in JSON, a field a component. The types are those that operations are made of: numbers, texts, booleans, enums,
 * lists of them, scorers and programs. A record checks its own values when it is made.
 */
final class RecordJson {
    private RecordJson() {}

    static void writeFields(JsonGenerator out, Record record) throws IOException {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            out.writeFieldName(nameOf(component));
            write(out, valueOf(record, component));
        }
    }

    private static Object valueOf(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + record.getClass(), e);
        }
    }

    static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Integer || value instanceof Double || value instanceof Boolean) {
            JsonOut.scalar(out, value instanceof Integer whole ? (Object) whole.longValue() : value);
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Enum<?> constant) {
            out.writeString(JsonOut.nameOf(constant));
        } else if (value instanceof Numbers numbers) {
            write(out, numbers);
        } else if (value instanceof Indices indices) {
            out.writeArray(indices.toArray(), 0, indices.size());
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Scorer scorer) {
            ScorerJson.write(out, scorer);
        } else if (value instanceof Program program) {
            ProgramJson.write(out, program);
        } else if (value instanceof Matrix matrix) {
            out.writeStartObject();
            writeFields(out, matrix);
            out.writeEndObject();
        } else {
            throw new IllegalStateException("a " + value.getClass() + " has no form in JSON");
        }
    }

    private static void write(JsonGenerator out, Numbers numbers) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < numbers.size(); i++) {
            JsonOut.number(out, numbers.get(i));
        }
        out.writeEndArray();
    }

    private static String nameOf(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The components of a record while they are read. */
    static final class Fields {
        private final Class<? extends Record> type;
        private final Map<String, Object> values = new HashMap<>();

        Fields(Class<? extends Record> type) {
            this.type = type;
        }

        boolean read(String name, JsonIn in) throws IOException {
            for (RecordComponent component : type.getRecordComponents()) {
                if (nameOf(component).equals(name)) {
                    values.put(name, readValue(component.getGenericType(), in));
                    return true;
                }
            }
            return false;
        }

        /** Makes the record; a value that it does not take is an {@link IllegalArgumentException}. */
        Record make(JsonIn in) {
            RecordComponent[] components = type.getRecordComponents();
            @Nullable Object[] arguments = new @Nullable Object[components.length];
            for (int i = 0; i < arguments.length; i++) {
                Object value = values.get(nameOf(components[i]));
                if (value == null) {
                    throw in.bad("an object lacks \"" + nameOf(components[i]) + '"');
                }
                arguments[i] = value;
            }
            try {
                return constructor().newInstance(arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof IllegalArgumentException wrong) {
                    throw wrong;
                }
                throw new IllegalArgumentException("values that cannot be: " + e.getCause(), e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot make a " + type, e);
            }
        }

        private Constructor<? extends Record> constructor() throws NoSuchMethodException {
            return type.getConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        }
    }

    private static Object readValue(Type type, JsonIn in) throws IOException {
        if (type == int.class) {
            return in.integer();
        }
        if (type == double.class) {
            return in.number();
        }
        if (type == boolean.class) {
            return in.bool();
        }
        if (type == String.class) {
            return in.string();
        }
        if (type == Numbers.class) {
            return Numbers.of(in.numbers(Limits.MAX_VALUES));
        }
        if (type == Indices.class) {
            return Indices.of(in.integers(Limits.MAX_VALUES));
        }
        if (type == Scorer.class) {
            return ScorerJson.read(in);
        }
        if (type == Program.class) {
            return ProgramJson.read(in);
        }
        return readComposed(type, in);
    }

    private static Object readComposed(Type type, JsonIn in) throws IOException {
        if (type == Matrix.class) {
            Fields fields = new Fields(Matrix.class);
            in.object(Set.of(), name -> fields.read(name, in));
            return fields.make(in);
        }
        if (type instanceof Class<?> constants && constants.isEnum()) {
            return constant(constants, in);
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Type item = list.getActualTypeArguments()[0];
            return new ArrayList<>(in.list(Limits.MAX_VALUES, () -> readValue(item, in)));
        }
        throw new IllegalStateException("a " + type + " has no form in JSON");
    }

    private static Object constant(Class<?> constants, JsonIn in) throws IOException {
        String name = in.string();
        for (Object constant : constants.getEnumConstants()) {
            if (JsonOut.nameOf((Enum<?>) constant).equals(name)) {
                return constant;
            }
        }
        throw in.bad("expected a " + constants.getSimpleName() + ", found \"" + JsonIn.shorten(name) + "\"");
    }
}
