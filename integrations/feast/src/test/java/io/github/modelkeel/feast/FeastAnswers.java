package io.github.modelkeel.feast;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes answers as Feast 0.67 does. */
final class FeastAnswers {
    static final String NO_DATE = "1970-01-01T00:00:00Z";

    private final List<String> names = new ArrayList<>();
    private final List<String> results = new ArrayList<>();

    /** A column whose values all are there; each value is JSON. */
    FeastAnswers column(String name, String date, String... values) {
        return withStatus(name, date, "PRESENT", values);
    }

    FeastAnswers withStatus(String name, String date, String status, String... values) {
        names.add('"' + name + '"');
        results.add("{\"values\":" + List.of(values) + ",\"statuses\":" + each(status, values.length)
                + ",\"event_timestamps\":" + each(date, values.length) + "}");
        return this;
    }

    private static String each(String text, int count) {
        return Stream.generate(() -> '"' + text + '"').limit(count).collect(Collectors.joining(",", "[", "]"));
    }

    String json() {
        return "{\"results\":[" + String.join(",", results) + "],\"metadata\":{\"feature_names\":" + names + "}}";
    }
}
