package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.message.NearestName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What single columns are, where their values or a signature do not say it rightly. Filled by picocli. Not thread-safe. */
final class KindFlags {
    private static final String ORDERED = "ordered:";
    private static final String STRING = "string";

    @Option(
            names = "--kind",
            paramLabel = "COLUMN=KIND",
            description = {
                "What a column of --reference is, instead of what its values or --signature say; may be given several times. KIND is",
                "number, integer (2.5 is invalid), boolean, category, date, identifier or text (both not scored), or ordered:S<M<L,",
                "all categories from the lowest to the highest."
            })
    private @Nullable List<String> kinds;

    boolean isGiven() {
        return kinds != null;
    }

    /** How CSV is read: of categories and texts 007 keeps its zeros. */
    CsvOptions csv(CsvOptions options, Map<String, String> types) {
        Map<String, String> all = new HashMap<>(types);
        kinds().forEach((column, kind) -> {
            boolean text = kind.startsWith(ORDERED) || kind.equals("category") || kind.equals("text");
            all.put(column, text ? STRING : kind);
        });
        return options.withSignature(all);
    }

    /** The schema with these kinds. */
    Schema schema(Schema schema, Profile reference) {
        Schema changed = schema;
        for (Map.Entry<String, String> entry : kinds().entrySet()) {
            String column = entry.getKey();
            if (!reference.columnNames().contains(column)) {
                throw usage("the reference has no column '" + column + "'"
                        + NearestName.hint(column, reference.columnNames()) + "; it has " + reference.columnNames());
            }
            changed = with(changed, column, entry.getValue());
        }
        return changed;
    }

    private static Schema with(Schema schema, String column, String kind) {
        if (!kind.startsWith(ORDERED)) {
            return schema.with(column, kind(column, kind));
        }
        List<String> order = Arrays.stream(kind.substring(ORDERED.length()).split("<", -1))
                .map(String::strip)
                .toList();
        try {
            return schema.withOrder(column, order);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage() + "; write it as " + column + "=ordered:S<M<L, in quotes");
        }
    }

    private static Schema.Kind kind(String column, String name) {
        return declarable()
                .filter(kind -> name(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> usage("column '" + column + "' cannot be '" + name + "'; kinds are "
                        + declarable().map(KindFlags::name).collect(Collectors.joining(", "))
                        + " and ordered:S<M<L"));
    }

    private static Stream<Schema.Kind> declarable() {
        return Arrays.stream(Schema.Kind.values())
                .filter(kind -> kind != Schema.Kind.ORDERED && kind != Schema.Kind.UNKNOWN);
    }

    private static String name(Schema.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** By column; checked, so that a slip is found before any file is read. */
    private Map<String, String> kinds() {
        Map<String, String> found = new LinkedHashMap<>();
        for (String each : kinds == null ? List.<String>of() : kinds) {
            int at = equalsSign(each);
            if (at < 1) {
                throw usage("'" + each + "' is not COLUMN=KIND, for instance zip=category");
            }
            String column = each.substring(0, at);
            String kind = each.substring(at + 1).strip();
            if (found.put(column, kind) != null) {
                throw usage("column '" + column + "' is given twice");
            }
            with(Schema.of(Profile.builder().build()), column, kind);
        }
        return found;
    }

    /** The first before a kind, as a column may have one in its name; the first of all where there is no kind. */
    private static int equalsSign(String each) {
        int first = each.indexOf('=');
        for (int at = first; at >= 0; at = each.indexOf('=', at + 1)) {
            String kind = each.substring(at + 1).strip();
            if (at > 0
                    && (kind.startsWith(ORDERED)
                            || declarable().anyMatch(known -> name(known).equals(kind)))) {
                return at;
            }
        }
        return first;
    }

    private static CommandFailure usage(String what) {
        return new CommandFailure(Failures.USAGE, "--kind: " + what);
    }
}
