package io.github.modelkeel.interop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording calls its runs, models, experiments and generated names, and what the server under test calls the same
 * things: learnt from answers, used in later requests and comparisons. Not thread-safe.
 */
final class IdMap {
    /** An id or a name that a server makes up: equal only up to renaming. */
    private static final Pattern MADE_UP =
            Pattern.compile("m-[0-9a-f]{32}|[0-9a-f]{32}|[a-z]+-[a-z]+-[0-9]{1,3}(?![0-9])");

    private static final Pattern EXPERIMENT_IN_PATH = Pattern.compile(
            "((?:mlflow-artifacts:/|mlflow-artifacts/artifacts/|experiment_id=|path=))([0-9]+)(?![0-9])");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> recordedOf = new HashMap<>();
    private final Map<String, String> experiments = new HashMap<>();

    /** Whether {@code recorded} holds an id or name that a server made up. */
    static boolean holdsMadeUp(String recorded) {
        return MADE_UP.matcher(recorded).find();
    }

    /**
     * Whether {@code actual} is {@code recorded} with each made-up id or name called differently; learns the names that were
     * not known yet. False when that contradicts what is known.
     */
    boolean learn(String recorded, String actual) {
        List<String> left = madeUp(recorded);
        List<String> right = madeUp(actual);
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!learnOne(left.get(i), right.get(i))) {
                return false;
            }
        }
        return translate(recorded).equals(actual);
    }

    private boolean learnOne(String recorded, String actual) {
        String known = names.putIfAbsent(recorded, actual);
        String back = recordedOf.putIfAbsent(actual, recorded);
        return shape(recorded).equals(shape(actual))
                && (known == null || known.equals(actual))
                && (back == null || back.equals(recorded));
    }

    private static List<String> madeUp(String text) {
        return MADE_UP.matcher(text).results().map(MatchResult::group).toList();
    }

    /** As {@link #learn}, for the decimal ids of experiments. */
    boolean learnExperiment(String recorded, String actual) {
        if (!actual.matches("[0-9]{1,64}")) {
            return false;
        }
        String known = experiments.putIfAbsent(recorded, actual);
        return known == null || known.equals(actual);
    }

    String experiment(String recorded) {
        return experiments.getOrDefault(recorded, recorded);
    }

    /** {@code recorded} with every known id and name replaced by what it is called here. */
    String translate(String recorded) {
        String renamed = MADE_UP.matcher(recorded)
                .replaceAll(match -> Matcher.quoteReplacement(names.getOrDefault(match.group(), match.group())));
        return EXPERIMENT_IN_PATH
                .matcher(renamed)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + experiment(match.group(2))));
    }

    private static String shape(String id) {
        return id.replaceAll("[0-9a-f]{32}", "<hex>").replaceAll("^[a-z]+-[a-z]+-[0-9]{1,3}$", "<generated name>");
    }
}
