package io.github.modelkeel.tracking.record;

import io.github.modelkeel.tracking.dataset.DatasetFields;
import org.jspecify.annotations.Nullable;

/**
 * A dataset in the spool.
 *
 * @param dataset the dataset
 * @param context what it was used for; empty for nothing in particular
 */
public record DatasetRecord(DatasetFields dataset, String context) {
    /** The spool's limit of a record, less what is around the fields. */
    private static final int MAX_BYTES = (1 << 20) - 1024;

    public byte[] toRecord(long run, long acceptedMillis) {
        RecordWriter writer = new RecordWriter(RecordKind.DATASET, run, acceptedMillis, 512)
                .text(context)
                .text(dataset.name())
                .text(dataset.digest())
                .text(dataset.sourceType())
                .text(dataset.source())
                .text(orEmpty(dataset.schema()))
                .text(orEmpty(dataset.profile()));
        byte[] record = writer.done();
        if (record.length > MAX_BYTES) {
            throw new IllegalArgumentException("a dataset logged asynchronously must take at most " + MAX_BYTES
                    + " bytes with its schema and profile, not " + record.length);
        }
        return record;
    }

    public static DatasetRecord of(RecordReader in) {
        String context = in.text();
        return new DatasetRecord(
                new DatasetFields(in.text(), in.text(), in.text(), in.text(), orNull(in.text()), orNull(in.text())),
                context);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
