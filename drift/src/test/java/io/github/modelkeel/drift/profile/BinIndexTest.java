package io.github.modelkeel.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against binary search over all edges. */
class BinIndexTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"normal", "heavy", "whole", "one", "none", "huge", "tiny", "two far"})
    void findsTheBinThatBinarySearchFinds(String shape) {
        SplittableRandom random = new SplittableRandom(3);
        DoubleSupplier values = switch (shape) {
            case "normal" -> random::nextGaussian;
            case "heavy" -> () -> Math.exp(9 * random.nextGaussian());
            case "whole" -> () -> random.nextInt(40);
            case "huge" -> () -> (random.nextDouble() - 0.5) * 2 * Double.MAX_VALUE;
            case "tiny" -> () -> random.nextInt(9) * Double.MIN_VALUE;
            case "two far" -> () -> random.nextBoolean() ? -Double.MAX_VALUE : Double.MAX_VALUE;
            default -> () -> 7;
        };
        int size = shape.equals("none") ? 0 : 2000;
        double[] edges = DoubleStream.generate(values)
                .limit(size)
                .flatMap(value -> DoubleStream.of(value + 0.0, Math.nextUp(value)))
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
        BinIndex index = new BinIndex(edges);
        double[] asked = DoubleStream.concat(
                        DoubleStream.concat(
                                Arrays.stream(edges),
                                DoubleStream.generate(values).limit(20_000)),
                        DoubleStream.of(0, -Double.MAX_VALUE, Double.MAX_VALUE, Double.MIN_VALUE))
                .flatMap(value -> DoubleStream.of(value, Math.nextUp(value), Math.nextDown(value)))
                .filter(Double::isFinite)
                .map(value -> value + 0.0)
                .toArray();
        for (double value : asked) {
            int found = Arrays.binarySearch(edges, value);
            assertThat(index.bin(value)).as("%s", value).isEqualTo(found >= 0 ? found + 1 : -found - 1);
        }
    }
}
