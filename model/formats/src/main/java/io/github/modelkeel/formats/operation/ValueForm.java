package io.github.modelkeel.formats.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** How the value of a field is written and read. */
public interface ValueForm {
    void write(JsonGenerator out, Object value) throws IOException;

    Object read(JsonIn in) throws IOException;

    /** The types that fields have. */
    enum Plain implements ValueForm {
        INTEGER,
        NUMBER,
        BOOL,
        TEXTS,
        NUMBERS,
        NUMBER_LISTS,
        INDICES,
        MATRIX;

        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            switch (this) {
                case INTEGER -> out.writeNumber((Integer) value);
                case NUMBER -> JsonOut.number(out, (Double) value);
                case BOOL -> out.writeBoolean((Boolean) value);
                case TEXTS -> writeTexts(out, (List<?>) value);
                case NUMBERS -> writeNumbers(out, (Numbers) value);
                case NUMBER_LISTS -> writeLists(out, (List<?>) value);
                case INDICES -> writeIndices(out, (Indices) value);
                case MATRIX -> writeMatrix(out, (Matrix) value);
            }
        }

        @Override
        public Object read(JsonIn in) throws IOException {
            return switch (this) {
                case INTEGER -> in.integer();
                case NUMBER -> in.number();
                case BOOL -> in.bool();
                case TEXTS -> in.list(Limits.MAX_VALUES, in::string);
                case NUMBERS -> readNumbers(in);
                case NUMBER_LISTS -> new ArrayList<>(in.list(Limits.MAX_VALUES, () -> readNumbers(in)));
                case INDICES -> Indices.of(in.integers(Limits.MAX_VALUES));
                case MATRIX -> readMatrix(in);
            };
        }
    }

    /** A constant, by the name that the file has for it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Constant<E extends Enum<E>>(E[] constants, Function<E, String> name) implements ValueForm {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeString(name.apply(constants[0].getDeclaringClass().cast(value)));
        }

        @Override
        public Object read(JsonIn in) throws IOException {
            return in.constant(constants, name);
        }
    }

    static void writeIndices(JsonGenerator out, Indices indices) throws IOException {
        out.writeArray(indices.toArray(), 0, indices.size());
    }

    private static void writeTexts(JsonGenerator out, List<?> texts) throws IOException {
        out.writeStartArray();
        for (Object text : texts) {
            out.writeString((String) text);
        }
        out.writeEndArray();
    }

    private static void writeNumbers(JsonGenerator out, Numbers numbers) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < numbers.size(); i++) {
            JsonOut.number(out, numbers.get(i));
        }
        out.writeEndArray();
    }

    private static Numbers readNumbers(JsonIn in) throws IOException {
        return Numbers.of(in.numbers(Limits.MAX_VALUES));
    }

    private static void writeLists(JsonGenerator out, List<?> lists) throws IOException {
        out.writeStartArray();
        for (Object numbers : lists) {
            writeNumbers(out, (Numbers) numbers);
        }
        out.writeEndArray();
    }

    private static void writeMatrix(JsonGenerator out, Matrix matrix) throws IOException {
        out.writeStartObject();
        Form.MATRIX.writeFields(out, matrix);
        out.writeEndObject();
    }

    private static Matrix readMatrix(JsonIn in) throws IOException {
        Form<Matrix>.Reading matrix = Form.MATRIX.reading();
        in.object(Set.of(), name -> matrix.read(name, in));
        return matrix.make(in);
    }
}
