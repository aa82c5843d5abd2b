package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How much of a package must be understood to understand one of its files: the longest chain of files that use each other. Files that use
 * each other in a circle are understood together, so a chain that reaches one of them counts them all.
 */
class ChainsTest {
    private static final int MOST = 8;

    private static final Map<String, Map<String, Set<String>>> USES = uses(ProductionClasses.ALL);

    static Set<String> packages() {
        return USES.keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void noChainOfFilesIsLongerThanEight(String name) {
        Chains chains = new Chains(USES.getOrDefault(name, Map.of()));
        assertThat(chains.longest()).as("the longest chain of files").hasSizeLessThanOrEqualTo(MOST);
    }

    @Test
    void aCircleCountsWithAllItsFiles() {
        Chains chains = new Chains(new TreeMap<>(Map.of(
                "A", Set.of("B"),
                "B", Set.of("C"),
                "C", Set.of("B", "D"),
                "D", Set.of(),
                "E", Set.of("D"))));
        assertThat(chains.longest()).containsExactly("A", "B", "C", "D");
        assertThat(chains.largestCircle()).containsExactly("B", "C");
    }

    /** For each package its files, and of each file those of the package that it uses. */
    private static Map<String, Map<String, Set<String>>> uses(JavaClasses types) {
        Map<String, Map<String, Set<String>>> uses = new TreeMap<>();
        for (JavaClass type : types) {
            if (type.getSimpleName().equals("package-info")
                    || type.getSimpleName().equals("module-info")) {
                continue;
            }
            Set<String> used = uses.computeIfAbsent(type.getPackageName(), none -> new TreeMap<>())
                    .computeIfAbsent(fileOf(type), none -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(other -> other.getPackageName().equals(type.getPackageName()))
                    .map(ChainsTest::fileOf)
                    .filter(file -> !file.equals(fileOf(type)))
                    .forEach(used::add);
        }
        return uses;
    }

    private static String fileOf(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** The circles of a graph, and its longest path from circle to circle. */
    private static final class Chains {
        private final Map<String, Set<String>> graph;
        private final Map<String, Set<String>> reached = new HashMap<>();
        private final Map<Set<String>, List<String>> longestFrom = new LinkedHashMap<>();

        Chains(Map<String, Set<String>> graph) {
            this.graph = graph;
            graph.keySet().forEach(file -> reached.put(file, reachedFrom(file)));
        }

        List<String> longest() {
            return graph.keySet().stream()
                    .map(file -> longestFrom(circleOf(file)))
                    .max(Comparator.comparingInt(List::size))
                    .orElse(List.of());
        }

        Set<String> largestCircle() {
            return graph.keySet().stream()
                    .map(this::circleOf)
                    .max(Comparator.comparingInt(Set::size))
                    .orElse(Set.of());
        }

        private List<String> longestFrom(Set<String> circle) {
            List<String> known = longestFrom.get(circle);
            if (known != null) {
                return known;
            }
            List<String> behind = circle.stream()
                    .flatMap(file -> uses(file).stream())
                    .filter(file -> !circle.contains(file))
                    .map(file -> longestFrom(circleOf(file)))
                    .max(Comparator.comparingInt(List::size))
                    .orElse(List.of());
            List<String> longest =
                    Stream.concat(circle.stream(), behind.stream()).toList();
            longestFrom.put(circle, longest);
            return longest;
        }

        /** The file and all that it uses and that use it, through others too. */
        private Set<String> circleOf(String file) {
            return Stream.concat(
                            Stream.of(file),
                            reachable(file).stream()
                                    .filter(other -> reachable(other).contains(file)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Set<String> reachedFrom(String file) {
            Set<String> found = new TreeSet<>();
            List<String> next = new ArrayList<>(uses(file));
            while (!next.isEmpty()) {
                String used = next.remove(next.size() - 1);
                if (found.add(used)) {
                    next.addAll(uses(used));
                }
            }
            return found;
        }

        private Set<String> reachable(String file) {
            return reached.getOrDefault(file, Set.of());
        }

        private Set<String> uses(String file) {
            return graph.getOrDefault(file, Set.of());
        }
    }
}
