package io.github.modelkeel.serving.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.serving.log.LogEntry.Answered;
import io.github.modelkeel.serving.log.LogEntry.Inputs;
import io.github.modelkeel.serving.log.LogEntry.Outcome;
import io.github.modelkeel.serving.version.Provenance;
import io.github.modelkeel.serving.version.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The form of a line; docs/file-formats.md describes it. Not thread-safe. */
final class LineFormat {
    private static final int VERSION = 1;

    /** Digits before or behind the point up to which a number is written without an exponent, so that a short one does not become a long text. */
    private static final int MAX_PLAIN = 400;

    private final LogSettings.Fields fields;
    private final @Nullable Mac mac;

    LineFormat(LogSettings.Fields fields) {
        this.fields = fields;
        this.mac = fields.hashed().isEmpty() ? null : mac(fields.key());
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    /** The first line of a file. */
    void start(long millis, String log, JsonLine json) {
        json.open('{').name("kind").text("start");
        json.name("format_version").number(VERSION);
        json.name("time").text(time(millis));
        json.name("log").text(log);
        json.close('}').end();
    }

    void entry(LogEntry entry, JsonLine json) {
        if (entry instanceof Answered answered) {
            answered(answered, json);
        } else if (entry instanceof Outcome outcome) {
            outcome(outcome, json);
        }
    }

    private void answered(Answered row, JsonLine json) {
        Provenance provenance = row.provenance();
        json.open('{').name("kind").text("prediction");
        json.name("time").text(time(row.millis()));
        json.name("id").text(row.id().toString());
        json.name("model").text(provenance.id().name());
        json.name("version").number(provenance.id().version());
        if (provenance.id().digest() != null) {
            json.name("digest").text(provenance.id().digest());
        }
        json.name("origin").text(nameOf(provenance.reason()));
        inputs(row.row(), json);
        outputs(row, json);
        json.close('}').end();
    }

    private void outcome(Outcome outcome, JsonLine json) {
        json.open('{').name("kind").text("outcome");
        json.name("time").text(time(outcome.millis()));
        json.name("id").text(outcome.id());
        json.name("actual");
        if (outcome.actual() instanceof Number number && !Double.isFinite(number.doubleValue())) {
            json.number(number.doubleValue());
        } else {
            value(outcome.actual(), json);
        }
        json.close('}').end();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** What files know a reason by. It may not change. */
    private static String nameOf(Reason reason) {
        return switch (reason) {
            case LIVE -> "live";
            case LAST_KNOWN_GOOD -> "last_known_good";
            case ROLLED_BACK -> "rolled_back";
            case FALLBACK -> "fallback";
        };
    }

    private void inputs(Inputs row, JsonLine json) {
        @Nullable Object[] values = row.values();
        if (values == null || !fields.inputs()) {
            return;
        }
        boolean notFinite = false;
        json.name("inputs").open('{');
        for (int i = 0; i < values.length; i++) {
            Column column = row.columns().get(i);
            if (!fields.without().contains(column.name())) {
                json.name(column.name());
                notFinite |= input(column, content(values[i]), json);
            }
        }
        json.close('}');
        if (notFinite) {
            notFinite(row.columns(), values, json);
        }
    }

    /** Writes a value; true if JSON does not have it. */
    private boolean input(Column column, @Nullable Object value, JsonLine json) {
        if (isHashed(column) && value != null) {
            json.text(hash(value));
        } else if (value == null || isNotFinite(value)) {
            json.nothing();
            return value != null;
        } else {
            value(value, json);
        }
        return false;
    }

    private void notFinite(List<Column> columns, @Nullable Object[] values, JsonLine json) {
        json.name("not_finite").open('{');
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            Object value = content(values[i]);
            if (value != null
                    && isNotFinite(value)
                    && !isHashed(column)
                    && !fields.without().contains(column.name())) {
                json.name(column.name()).number(((Number) value).doubleValue());
            }
        }
        json.close('}');
    }

    private boolean isHashed(Column column) {
        return mac != null && fields.hashed().contains(column.name());
    }

    private static boolean isNotFinite(Object value) {
        return (value instanceof Double || value instanceof Float) && !Double.isFinite(((Number) value).doubleValue());
    }

    /** What an optional value holds. */
    private static @Nullable Object content(@Nullable Object value) {
        if (value instanceof Optional<?> any) {
            return any.orElse(null);
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? (Object) number.getAsDouble() : null;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? (Object) number.getAsInt() : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? (Object) number.getAsLong() : null;
        }
        return value;
    }

    private static void value(Object value, JsonLine json) {
        if (value instanceof Double
                || value instanceof Float
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            json.number((Number) value);
        } else if (value instanceof Boolean flag) {
            json.flag(flag);
        } else {
            json.text(text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return JsonLine.digits(number);
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    private String hash(Object value) {
        if (mac == null) {
            throw new IllegalStateException("there is no key");
        }
        return HexFormat.of().formatHex(mac.doFinal(sameText(value).getBytes(UTF_8)));
    }

    /** One text for one number, whatever its type: 1, 1.0f and 1.00 are "1". */
    private static String sameText(Object value) {
        if (!(value instanceof Number) || isNotFinite(value)) {
            return text(value);
        }
        try {
            BigDecimal number = new BigDecimal(value.toString()).stripTrailingZeros();
            return Math.abs((long) number.scale()) <= MAX_PLAIN ? number.toPlainString() : number.toString();
        } catch (NumberFormatException e) {
            return text(value); // a number of a kind of its own
        }
    }

    private static void outputs(Answered row, JsonLine json) {
        json.name("output").open('{');
        json.name("value").number(row.value());
        Output output = row.output();
        if (output == null && row.provenance().outputOfValue() != null && Double.isFinite(row.value())) {
            output = row.provenance().outputOfValue().apply(row.value());
        }
        if (output != null) {
            details(output, json);
        }
        json.close('}');
    }

    private static void details(Output output, JsonLine json) {
        if (output.hasTargets()) {
            json.name("targets").open('[');
            for (Output.Target target : output.targets()) {
                json.open('{').name("label").text(target.label());
                probabilities(target.probabilities(), json);
                json.close('}');
            }
            json.close(']');
        } else if (output.hasLabel()) {
            json.name("label").text(output.label());
            if (output.hasProbabilities()) {
                probabilities(output.probabilities(), json);
            }
        } else if (output.values().size() > 1) {
            numbers("values", output.values(), json);
        }
        if (output.hasDecisionFunction()) {
            numbers("decision_function", output.decisionFunction(), json);
        }
        if (output.hasScoreSamples()) {
            json.name("score_samples").number(output.scoreSamples());
        }
    }

    private static void probabilities(Map<String, Double> of, JsonLine json) {
        if (!of.isEmpty()) {
            json.name("probabilities").open('{');
            of.forEach((label, probability) -> json.name(label).number(probability.doubleValue()));
            json.close('}');
        }
    }

    private static void numbers(String name, List<Double> values, JsonLine json) {
        json.name(name).open('[');
        values.forEach(value -> json.number(value.doubleValue()));
        json.close(']');
    }
}
