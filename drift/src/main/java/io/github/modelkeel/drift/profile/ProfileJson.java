package io.github.modelkeel.drift.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.modelkeel.drift.column.Type;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a profile; the names are part of the format, and {@link ProfileReader} reads them. */
public final class ProfileJson {
    static final String FORMAT = "modelkeel-profile";

    /** Rises when a member is renamed, removed or changes its meaning. */
    static final int FORMAT_VERSION = 1;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the JDK's own is not the shortest before version 19
            .build();

    private final JsonGenerator json;

    private ProfileJson(JsonGenerator json) {
        this.json = json;
    }

    public static String write(StoredTable table) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new ProfileJson(json).table(table);
        } catch (IOException e) {
            throw new UncheckedIOException("the profile cannot be written as JSON: " + e, e);
        }
        return text.append('\n').toString();
    }

    private void table(StoredTable table) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeNumberField("format_version", FORMAT_VERSION);
        json.writeNumberField("rows", table.rows());
        json.writeArrayFieldStart("columns");
        for (Map.Entry<String, StoredColumn> entry : table.columns().entrySet()) {
            json.writeRaw("\n");
            json.writeStartObject();
            json.writeStringField("name", entry.getKey());
            column(entry.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("absent");
        for (String name : table.absent()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("added");
        for (Map.Entry<String, Type> entry : table.added().entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", entry.getKey());
            json.writeStringField("type", entry.getValue().saved());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void column(StoredColumn column) throws IOException {
        json.writeStringField("kind", column.kind());
        json.writeStringField("type", column.type().saved());
        json.writeNumberField("missing", column.missing());
        json.writeNumberField("invalid", column.invalid());
        if (column instanceof BinnedColumn binned) {
            binned(binned);
        } else if (column instanceof CountedColumn counted) {
            counted(counted);
        } else if (column instanceof UnscoredColumn unscored) {
            json.writeBooleanField("numbers", unscored.numbers());
            json.writeNumberField("values", unscored.values());
            json.writeNumberField("distinct", unscored.distinct());
        }
    }

    private void binned(BinnedColumn column) throws IOException {
        json.writeNumberField("positive_infinite", column.positiveInfinite());
        json.writeNumberField("negative_infinite", column.negativeInfinite());
        json.writeBooleanField("floats", column.floats());
        numbers("edges", column.grid().edges());
        json.writeArrayFieldStart("counts");
        for (long count : column.counts()) {
            json.writeNumber(count);
        }
        json.writeEndArray();
        Sums sums = column.sums();
        json.writeObjectFieldStart("moments");
        json.writeNumberField("count", sums.count());
        json.writeNumberField("mean", sums.mean());
        json.writeNumberField("squares", sums.squares());
        json.writeNumberField("min", sums.min());
        json.writeNumberField("max", sums.max());
        json.writeEndObject();
        numbers("sample", column.sample());
    }

    private void numbers(String name, double[] values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values, 0, values.length);
    }

    private void counted(CountedColumn column) throws IOException {
        categories("categories", column.categories());
        categories("unseen", column.unseen());
        json.writeNumberField("other", column.other());
        if (column.days() > 0) {
            json.writeNumberField("first_day", column.first());
            json.writeNumberField("last_day", column.last());
        }
    }

    private void categories(String name, Map<String, Long> counts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            json.writeStartObject();
            json.writeStringField("value", entry.getKey());
            json.writeNumberField("count", entry.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
