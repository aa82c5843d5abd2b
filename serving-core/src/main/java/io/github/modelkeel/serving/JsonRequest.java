package io.github.modelkeel.serving;

import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Rows in JSON, answered while they are read: one, or many block by block. */
final class JsonRequest {
    private final InputStream in;

    private JsonRequest(InputStream in) {
        this.in = in;
    }

    static JsonRequest of(InputStream in) {
        return new JsonRequest(in);
    }

    static JsonRequest of(byte[] json) {
        return new JsonRequest(new ByteArrayInputStream(Objects.requireNonNull(json, "json")));
    }

    static JsonRequest of(String json) {
        return of(Objects.requireNonNull(json, "json").getBytes(StandardCharsets.UTF_8));
    }

    /** The only row. */
    static Prediction one(LoadedVersion version, JsonRequest request) {
        return request.read(version, rows -> {
            Signature.Row row = version.model().newRow();
            if (!rows.next(row)) {
                throw new InvalidInputException(null, "expected one row, found none");
            }
            Prediction answer = version.predict(row);
            if (rows.next(row)) {
                throw new InvalidInputException(null, "the JSON has more than one row; give them to predictAllJson");
            }
            return answer;
        });
    }

    static List<Prediction> all(LoadedVersion version, JsonRequest request) {
        return request.read(version, rows -> version.predictAll(rows::next));
    }

    /** Answers rows. */
    private interface Answering<T> {
        T answer(JsonRows rows) throws IOException;
    }

    private <T> T read(LoadedVersion version, Answering<T> answering) {
        try (JsonRows rows = JsonRows.of(in, version.model().signature())) {
            return answering.answer(rows);
        } catch (JsonRows.MalformedRowsException e) {
            throw new InvalidInputException(null, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the rows cannot be read: " + e.getMessage(), e);
        }
    }
}
