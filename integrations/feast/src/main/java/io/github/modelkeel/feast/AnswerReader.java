package io.github.modelkeel.feast;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers with status 200. Columns are found by {@code metadata.feature_names}, as their order is not that of the question. What Feast says of
 * the entities must be what it was asked for, in the order of the question. Immutable.
 */
final class AnswerReader {
    private static final Gap NO_LONGER_THERE = new Gap("no longer in the answer");

    private final Question question;
    private final Set<String> requestData;
    private final @Nullable Duration maxAge;
    private final InstantSource clock;

    /** Without a longest age, values of any age are taken. */
    AnswerReader(Question question, Set<String> requestData, @Nullable Duration maxAge, InstantSource clock) {
        this.question = question;
        this.requestData = requestData;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /**
     * The features of each entity by name, a {@link Gap} where there is no value.
     *
     * @param expected features that answers had before: one that is no longer there has no value
     * @throws ClientException with the code {@code INVALID_RESPONSE} if this is not an answer to the question
     * @throws IllegalArgumentException if Feast takes the entities for others
     */
    Map<List<Object>, Map<String, Object>> read(byte[] body, Entities asked, List<String> expected) {
        JsonValue answer = parse(body);
        JsonValue names = answer.path("metadata").path("feature_names");
        JsonValue results = answer.path("results");
        if (!names.isArray() || !results.isArray() || names.size() != results.size()) {
            throw invalid("has no metadata.feature_names with a result for each; is this a Feast feature server?");
        }
        Map<String, JsonValue> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            JsonValue column = results.path(i);
            String name = names.path(i).asText();
            if (column.path("values").size() != asked.keys().size()
                    || column.path("statuses").size() != asked.keys().size()
                    || columns.put(name, column) != null) {
                throw invalid("has not one value and status of '" + name + "' for each entity");
            }
        }
        for (int i = 0; i < asked.names().size(); i++) {
            checkEntity(asked, i, columns);
        }
        columns.keySet().removeAll(asked.names());
        return rows(columns, asked, expected);
    }

    private JsonValue parse(byte[] body) {
        try {
            return Json.parse(body);
        } catch (IOException e) {
            throw invalid("is not JSON; is this a Feast feature server?");
        }
    }

    /** Feast also takes the name of an entity where its join key should be, and join keys that the features do not have. */
    private void checkEntity(Entities asked, int name, Map<String, JsonValue> columns) {
        String entity = asked.names().get(name);
        JsonValue column = columns.get(entity);
        if (column == null) {
            if (!requestData.contains(entity)) {
                throw new IllegalArgumentException("Feast took '" + entity + "' for another name: its answer has "
                        + columns.keySet() + "; name the join key of " + question
                        + ", and what an on-demand feature view needs in requestData");
            }
            return;
        }
        for (int row = 0; row < asked.keys().size(); row++) {
            JsonValue given = Entities.json(asked.keys().get(row).get(name));
            JsonValue echo = column.path("values").path(row);
            if (given.equals(echo)) {
                continue;
            }
            if (given.isTextual() != echo.isTextual() || given.isIntegralNumber() != echo.isIntegralNumber()) {
                throw new IllegalArgumentException("Feast took '" + entity + "' " + given + " for " + echo
                        + "; give it as the type that the entity has there");
            }
            throw invalid("has '" + entity + "' " + echo + " where " + given + " was asked for");
        }
    }

    private Map<List<Object>, Map<String, Object>> rows(
            Map<String, JsonValue> columns, Entities asked, List<String> expected) {
        Instant oldest = maxAge == null ? Instant.MIN : clock.instant().minus(maxAge);
        Set<String> gone = new LinkedHashSet<>(expected);
        gone.removeAll(columns.keySet());
        Map<List<Object>, Map<String, Object>> rows = new LinkedHashMap<>();
        for (int row = 0; row < asked.keys().size(); row++) {
            Map<String, Object> features = new LinkedHashMap<>();
            for (Map.Entry<String, JsonValue> column : columns.entrySet()) {
                features.put(column.getKey(), feature(column.getValue(), row, oldest));
            }
            gone.forEach(feature -> features.put(feature, NO_LONGER_THERE));
            rows.put(asked.keys().get(row), Collections.unmodifiableMap(features));
        }
        return rows;
    }

    private Object feature(JsonValue column, int row, Instant oldest) {
        String status = column.path("statuses").path(row).asText();
        Object value = value(column.path("values").path(row));
        if (!status.equals("PRESENT")) {
            return new Gap(status);
        }
        if (value == null) {
            return new Gap("null");
        }
        Instant time = time(column.path("event_timestamps").path(row).asText());
        // computed from the request, which has no date: Feast writes the start of 1970
        return time.isBefore(oldest) && !time.equals(Instant.EPOCH)
                ? new Gap("of " + time + ", which is too old")
                : value;
    }

    private Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid("has an event timestamp that is not one");
        }
    }

    private static @Nullable Object value(JsonValue json) {
        if (json.isNull() || json.isMissingNode()) {
            return null;
        }
        if (json.isTextual()) {
            return json.asText();
        }
        if (json.isNumber()) {
            return json.isDouble()
                    ? (Object) json.doubleValue()
                    : json.canConvertToLong() ? (Object) json.longValue() : new BigInteger(json.asText());
        }
        if (json.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            json.forEach(item -> items.add(value(item)));
            return Collections.unmodifiableList(items);
        }
        if (json.isObject()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
            return Collections.unmodifiableMap(fields);
        }
        return json.asBoolean();
    }

    private ClientException invalid(String what) {
        return new ClientException(
                "INVALID_RESPONSE", 200, "INVALID_RESPONSE (HTTP 200) " + question + ": the answer " + what, null);
    }
}
