package io.github.modelkeel.gates;

import io.github.modelkeel.gates.file.Entry;
import io.github.modelkeel.gates.rule.Bounds;
import io.github.modelkeel.gates.rule.DriftState;
import io.github.modelkeel.gates.rule.MetricBounds;
import io.github.modelkeel.gates.rule.MetricChange;
import io.github.modelkeel.gates.rule.Replay;
import io.github.modelkeel.gates.rule.Rule;
import io.github.modelkeel.gates.rule.SignaturePresent;
import io.github.modelkeel.gates.rule.TableChange;
import io.github.modelkeel.gates.rule.Tolerance;
import io.github.modelkeel.gates.rule.WorstSegment;
import io.github.modelkeel.gates.table.Columns;
import io.github.modelkeel.gates.table.Predictions;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a rule of each entry of the file. */
final class RuleReader {
    private static final Set<String> KINDS = Set.of("metric", "drift", "replay", "signature", "opa");
    private static final Set<String> STATES = Set.of("stable", "shifted", "drifted", "undecided");
    private static final Set<String> TABLE = Set.of("table", "actual", "predicted", "positive");
    private static final String FILE = "file:";
    private static final double MIN_ROWS = 30;
    private static final double MAX_SECONDS = 600;

    private final @Nullable Path directory;
    private final Outcome withoutChampion;

    RuleReader(@Nullable Path directory, Outcome withoutChampion) {
        this.directory = directory;
        this.withoutChampion = withoutChampion;
    }

    Rule read(Entry entry) {
        Set<String> kinds = new TreeSet<>(entry.keys());
        kinds.retainAll(KINDS);
        if (kinds.isEmpty()) {
            Set<String> all = new HashSet<>(KINDS);
            entry.allow(all); // a key with a typing error is named
        }
        if (kinds.size() != 1) {
            throw entry.fault("a gate is about one of " + new TreeSet<>(KINDS) + ", found "
                    + (kinds.isEmpty() ? "none" : kinds + "; make an entry of each"));
        }
        return switch (kinds.iterator().next()) {
            case "metric" -> metric(entry);
            case "drift" -> drift(entry);
            case "replay" -> replay(entry);
            case "signature" -> signature(entry);
            default -> opa(entry);
        };
    }

    private Rule metric(Entry entry) {
        String metric = entry.text("metric");
        if (entry.has("segment")) {
            entry.allow(with(TABLE, "metric", "segment", "at_least", "at_most", "min_rows"));
            return new WorstSegment(
                    known(entry, metric),
                    entry.text("segment"),
                    bounds(entry),
                    (int) positive(entry, "min_rows", MIN_ROWS),
                    columns(entry));
        }
        if (entry.has("tolerance")) {
            return change(entry, metric);
        }
        if (entry.has("table")) {
            throw entry.fault("a metric with a 'table' needs a 'tolerance' or a 'segment'");
        }
        entry.allow(Set.of("metric", "at_least", "at_most", "tolerance", "table", "segment"));
        return new MetricBounds(metric, bounds(entry));
    }

    private Rule change(Entry entry, String metric) {
        if (entry.has("at_least") || entry.has("at_most")) {
            throw entry.fault("'tolerance' and 'at_least' or 'at_most' are two gates; make an entry of each");
        }
        if (entry.has("table")) {
            entry.allow(with(TABLE, "metric", "tolerance", "confidence"));
            double confidence = entry.number("confidence", 0.95);
            if (!(confidence > 0 && confidence < 1)) {
                throw entry.fault("confidence", "must be above 0 and below 1: " + confidence);
            }
            return new TableChange(known(entry, metric), tolerance(entry), columns(entry), confidence, withoutChampion);
        }
        entry.allow(Set.of("metric", "tolerance", "better"));
        if (!entry.has("better") && !Predictions.knows(metric)) {
            throw entry.fault(
                    "whether more of " + metric + " is better is not known: add 'better: higher' or 'better: lower'");
        }
        String usual = Predictions.higherIsBetter(metric) ? "higher" : "lower";
        boolean higher = entry.word("better", Set.of("higher", "lower"), usual).equals("higher");
        return new MetricChange(metric, tolerance(entry), higher, withoutChampion);
    }

    /** The name of a metric that can be computed from a table. */
    private static String known(Entry entry, String metric) {
        if (!Predictions.knows(metric)) {
            throw entry.fault(
                    "metric",
                    "'" + metric + "' cannot be computed from a table; docs/evaluation.md lists those that can");
        }
        return metric;
    }

    private static Tolerance tolerance(Entry entry) {
        String text = entry.text("tolerance").strip();
        boolean isShare = text.endsWith("%");
        OptionalDouble number =
                Entry.decimal(isShare ? text.substring(0, text.length() - 1).strip() : text);
        if (number.isEmpty() || number.getAsDouble() < 0) {
            throw entry.fault(
                    "tolerance",
                    "expected an amount such as 0.01, or a share of the champion's value such as 2%, 0 or more, found '"
                            + text + "'");
        }
        return new Tolerance(isShare ? number.getAsDouble() / 100 : number.getAsDouble(), isShare);
    }

    private static Bounds bounds(Entry entry) {
        Bounds bounds = new Bounds(entry.number("at_least", Double.NaN), entry.number("at_most", Double.NaN));
        if (Double.isNaN(bounds.atLeast()) && Double.isNaN(bounds.atMost())) {
            throw entry.fault("add 'at_least', 'at_most'"
                    + (entry.has("segment") ? "" : " or, to compare with the champion, 'tolerance'"));
        }
        if (bounds.atLeast() > bounds.atMost()) {
            throw entry.fault("at_least", "must not be above at_most: " + bounds);
        }
        return bounds;
    }

    private static Columns columns(Entry entry) {
        return new Columns(
                entry.text("table"), entry.text("actual"), entry.text("predicted"), entry.text("positive", null));
    }

    private static double positive(Entry entry, String key, double otherwise) {
        double number = entry.number(key, otherwise);
        if (!(number >= 1 && number <= Integer.MAX_VALUE)) {
            throw entry.fault(key, "must be 1 or more: " + number);
        }
        return number;
    }

    private Rule drift(Entry entry) {
        entry.allow(Set.of("drift", "accept"));
        List<String> accepted = entry.texts("accept", List.of("stable", "shifted"));
        for (String state : accepted) {
            if (!STATES.contains(state)) {
                throw entry.fault("accept", "expected states of " + new TreeSet<>(STATES) + ", found '" + state + "'");
            }
        }
        String path = entry.text("drift");
        Path file = path.startsWith(FILE) ? local(path.substring(FILE.length())) : null;
        return new DriftState(path, file, new TreeSet<>(accepted));
    }

    private Rule replay(Entry entry) {
        String rows = entry.text("replay");
        if (rows.equals("stored")) {
            entry.allow(Set.of("replay"));
            return new Replay(null, "", 0);
        }
        entry.allow(Set.of("replay", "expected", "max_difference"));
        double most = entry.number("max_difference", 0);
        if (most < 0) {
            throw entry.fault("max_difference", "must not be negative: " + most);
        }
        return new Replay(local(rows), String.valueOf(entry.text("expected", "expected")), most);
    }

    private static Rule signature(Entry entry) {
        entry.allow(Set.of("signature"));
        entry.word("signature", Set.of("required"), "required");
        return new SignaturePresent();
    }

    private static Rule opa(Entry entry) {
        entry.allow(Set.of("opa", "rule", "token_variable", "timeout_seconds", "plain_http"));
        boolean plain = entry.word("plain_http", Set.of("allowed", "refused"), "refused")
                .equals("allowed");
        double seconds = entry.number("timeout_seconds", 5);
        if (!(seconds >= 0.001 && seconds <= MAX_SECONDS)) {
            throw entry.fault("timeout_seconds", "must be 0.001 to " + MAX_SECONDS + ": " + seconds);
        }
        OpaGate gate = gate(entry, plain).withTimeout(Duration.ofMillis(Math.round(1000 * seconds)));
        String variable = entry.text("token_variable", null);
        if (variable == null) {
            return (candidate, material) -> gate.check(candidate);
        }
        String token = System.getenv(variable);
        if (token == null) {
            throw entry.fault("token_variable", "there is no environment variable " + variable);
        }
        OpaGate withToken = gate.withBearerToken(token);
        return (candidate, material) -> withToken.check(candidate);
    }

    private static OpaGate gate(Entry entry, boolean plain) {
        String rule = entry.text("rule");
        try {
            URI uri = URI.create(entry.text("opa"));
            return plain ? OpaGate.ofPlainHttp(uri, rule) : OpaGate.of(uri, rule);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    entry.fault("opa", String.valueOf(e.getMessage())).getMessage(), e);
        }
    }

    private Path local(String path) {
        return directory == null ? Path.of(path) : directory.resolve(path);
    }

    private static Set<String> with(Set<String> keys, String... more) {
        Set<String> all = new HashSet<>(keys);
        all.addAll(List.of(more));
        return all;
    }
}
