package io.github.modelkeel.tracking.async;

import io.github.modelkeel.tracking.record.RecordKind;
import io.github.modelkeel.tracking.record.RecordReader;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the bodies of log-batch requests out of records: one kind in a request, within MLflow's limits of number and size. Used by
 * the sender only.
 */
final class BatchBody {
    private static final int MAX_BYTES = 1_000_000;
    private static final byte[] KEY = ascii("{\"key\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] TIMESTAMP = ascii(",\"timestamp\":");
    private static final byte[] STEP = ascii(",\"step\":");

    private final JsonBytes json = new JsonBytes();
    private int count;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The most records of a kind in a request. */
    static int most(RecordKind kind) {
        return switch (kind) {
            case METRIC -> Limits.MAX_METRICS;
            case PARAM -> Limits.MAX_PARAMS;
            case TAG -> 1000; // of a hundred tags at most
            default -> 1;
        };
    }

    /** How many records the last body holds; 0 when the first one cannot be read. */
    int count() {
        return count;
    }

    byte[] write(String runId, RecordKind kind, Backlog entries, int most) {
        count = 0;
        json.truncate(0);
        json.raw("{\"run_id\":").string(runId);
        switch (kind) {
            case METRIC -> metrics(entries, most);
            case PARAM -> params(entries, most);
            case TAG -> tags(entries, most);
            default -> throw new IllegalArgumentException("not for a batch: " + kind);
        }
        return json.raw("]}").toBytes();
    }

    private void metrics(Backlog entries, int most) {
        json.raw(",\"metrics\":[");
        while (count < most && count < entries.size()) {
            int before = json.size();
            separate();
            try {
                metric(entries.get(count).payload());
            } catch (IllegalArgumentException unreadable) {
                json.truncate(before);
                return;
            }
            if (tooLarge(before)) {
                return;
            }
            count++;
        }
    }

    private void metric(byte[] payload) {
        RecordReader in = new RecordReader(payload);
        long timestamp = in.acceptedMillis() + in.signed();
        long step = in.signed();
        double value = Double.longBitsToDouble(in.bits());
        int key = in.position();
        json.raw(KEY).string(payload, key, payload.length - key);
        json.raw(VALUE).number(value);
        json.raw(TIMESTAMP).number(timestamp);
        json.raw(STEP).number(step).raw("}");
    }

    /** A key comes once in a request, or MLflow refuses it. */
    private void params(Backlog entries, int most) {
        Set<String> keys = new HashSet<>();
        json.raw(",\"params\":[");
        while (count < most && count < entries.size()) {
            int before = json.size();
            try {
                RecordReader in = new RecordReader(entries.get(count).payload());
                String key = in.text();
                if (!keys.add(key)) {
                    return;
                }
                separate();
                keyValue(key, in.last());
            } catch (IllegalArgumentException unreadable) {
                json.truncate(before);
                return;
            }
            if (tooLarge(before)) {
                return;
            }
            count++;
        }
    }

    /** Of several values of a tag, the last one is sent. */
    private void tags(Backlog entries, int most) {
        Map<String, String> values = new LinkedHashMap<>();
        long bytes = 0;
        int found = 0;
        while (found < most && values.size() < Limits.MAX_TAGS && found < entries.size()) {
            Entry entry = entries.get(found);
            bytes += 6L * entry.payload().length; // escapes may take so much
            if (found > 0 && bytes > MAX_BYTES) {
                break;
            }
            try {
                RecordReader in = new RecordReader(entry.payload());
                if (in.kind() != RecordKind.TAG) {
                    break;
                }
                String key = in.text();
                values.remove(key);
                values.put(key, in.last());
            } catch (IllegalArgumentException unreadable) {
                break;
            }
            found++;
        }
        json.raw(",\"tags\":[");
        values.forEach((key, value) -> {
            separate();
            keyValue(key, value);
            count++;
        });
        count = found;
    }

    private void keyValue(String key, String value) {
        json.raw(KEY).string(key).raw(VALUE).string(value).raw("}");
    }

    private void separate() {
        if (count > 0) {
            json.raw(",");
        }
    }

    private boolean tooLarge(int before) {
        if (count > 0 && json.size() + 2 > MAX_BYTES) {
            json.truncate(before);
            return true;
        }
        return false;
    }
}
