package io.github.modelkeel.tracking.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is written is read by a full parser. */
class YamlTest {
    private static final List<String> WORDS = List.of(
            "",
            " ",
            "a",
            "two words",
            "yes",
            "Null",
            "1.0",
            "1e5",
            "2026-11-21",
            "0x1F",
            "- a",
            "a: b",
            "a #b",
            "#a",
            "'quoted'",
            "\"quoted\"",
            "{}",
            "[a]",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "|",
            ">",
            "~",
            "?",
            ":",
            "---",
            "...",
            "line\nline\n",
            "tab\there",
            "back\\slash",
            "\u0000\u0007\u001b",
            "\u00e4\u00f6\u00fc \u65e5\u672c",
            "\ud83c\udfc3",
            "\u0085\u2028\ufeff\u00a0",
            "trailing ",
            "\r\n");

    private static @Nullable Object load(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    @Test
    void everyWordComesBackAsTextWhereverItStands() {
        for (String word : WORDS) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put(word, List.of(word, Map.of("key", word), List.of(word)));
            assertThat(load(Yaml.text(tree))).as(Yaml.text(tree)).isEqualTo(tree);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyTreeComesBack(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Map<String, Object> tree = Map.of("root", tree(random, 0));
            assertThat(load(Yaml.text(tree))).as(Yaml.text(tree)).isEqualTo(tree);
        }
    }

    private static Object tree(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 7)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextBoolean();
            case 2 -> Double.longBitsToDouble(random.nextLong() & 0xbfefffffffffffffL); // finite
            case 3 -> WORDS.get(random.nextInt(WORDS.size()));
            case 4 -> list(random, depth + 1);
            default -> map(random, depth + 1);
        };
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(tree(random, depth));
        }
        return list;
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(WORDS.get(random.nextInt(WORDS.size())), tree(random, depth));
        }
        return map;
    }

    @Test
    void nothingNoNumberAndTheInfinitiesHaveTheirNames() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(
                "list",
                Arrays.asList(null, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -0.0));
        assertThat(Yaml.text(tree))
                .isEqualTo("list:\n  - null\n  - .nan\n  - .inf\n  - -.inf\n  - 1.0e+300\n  - -0.0\n");
        assertThat(Yaml.text(Map.of())).isEqualTo("{}\n");
    }
}
