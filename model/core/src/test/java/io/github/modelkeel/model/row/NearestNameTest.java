package io.github.modelkeel.model.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name that a mistyped one most likely means: the one with the fewest changed, added and dropped letters, if these are few. */
class NearestNameTest {
    /** The distance of Levenshtein by its recursion on the last letters. */
    private static int distance(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.length() + other.length();
        }
        String shorter = one.substring(1);
        String rest = other.substring(1);
        int same = distance(shorter, rest) + (one.charAt(0) == other.charAt(0) ? 0 : 1);
        return Math.min(same, 1 + Math.min(distance(shorter, other), distance(one, rest)));
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theNearestNameHasTheLeastDistance(long seed) {
        Random random = new Random(seed);
        for (int k = 0; k < 200; k++) {
            String name = word(random);
            List<String> known = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                known.add(word(random));
            }
            // a third of the letters may differ, and at least one
            int least = Math.max(1, name.length() / 3) + 1;
            Optional<String> expected = Optional.empty();
            for (String candidate : known) {
                int distance = distance(name, candidate);
                if (distance < least) {
                    least = distance;
                    expected = Optional.of(candidate);
                }
            }
            assertThat(NearestName.of(name, known))
                    .as("%s among %s", name, known)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MedInc, med_inc",
        "med.inc, med_inc",
        "Med-Inc, med_inc",
        "MED INC, med_inc",
        "med_imc, med_inc",
        "latitud, latitude",
        "latitudes, latitude"
    })
    void separatorsAndCaseAreNoDifferenceAndOneLetterIsALittleOne(String name, String meant) {
        assertThat(NearestName.of(name, List.of("age", "latitude", "med_inc"))).contains(meant);
        assertThat(NearestName.question(name, List.of("age", "latitude", "med_inc")))
                .isEqualTo("; did you mean \"" + meant + "\"?");
    }

    @Test
    void aNameThatIsTooFarOrTooLongMeansNone() {
        assertThat(NearestName.of("abc", List.of("axy"))).isEmpty();
        assertThat(NearestName.of("abcdef", List.of("abcdxy"))).contains("abcdxy");
        assertThat(NearestName.of("abcdef", List.of("abcxyz"))).isEmpty();
        assertThat(NearestName.of("age", List.of())).isEmpty();
        assertThat(NearestName.question("quite another", List.of("age"))).isEmpty();
        String longest = "x".repeat(200);
        assertThat(NearestName.of(longest, List.of(longest + "y"))).contains(longest + "y");
        assertThat(NearestName.of(longest + "x", List.of(longest))).isEmpty();
    }
}
