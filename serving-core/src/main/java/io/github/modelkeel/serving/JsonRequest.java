package io.github.modelkeel.serving;

import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows in JSON, answered while they are read. */
final class JsonRequest {
    private final InputStream in;

    private JsonRequest(InputStream in) {
        this.in = in;
    }

    static JsonRequest of(InputStream in) {
        return new JsonRequest(in);
    }

    static JsonRequest of(byte[] json) {
        return new JsonRequest(new ByteArrayInputStream(json));
    }

    static JsonRequest of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The only row. */
    static Prediction one(LoadedVersion version, JsonRequest request) {
        List<Prediction> answers = read(version, request, 1);
        if (answers.isEmpty()) {
            throw new InvalidInputException(null, "the JSON has no row; one is expected");
        }
        return answers.get(0);
    }

    static List<Prediction> all(LoadedVersion version, JsonRequest request) {
        return List.copyOf(read(version, request, Integer.MAX_VALUE));
    }

    private static List<Prediction> read(LoadedVersion version, JsonRequest request, int most) {
        List<Prediction> answers = new ArrayList<>();
        Signature.Row row = version.model().newRow();
        try (JsonRows rows = JsonRows.of(request.in, version.model().signature())) {
            while (rows.next(row)) {
                if (answers.size() == most) {
                    throw new InvalidInputException(
                            null, "the JSON has more than one row; give them to predictAllJson");
                }
                answers.add(most == 1 ? version.predict(row) : version.predict(row, answers.size()));
            }
            return answers;
        } catch (JsonRows.MalformedRowsException e) {
            throw new InvalidInputException(null, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the rows cannot be read: " + e.getMessage(), e);
        }
    }
}
