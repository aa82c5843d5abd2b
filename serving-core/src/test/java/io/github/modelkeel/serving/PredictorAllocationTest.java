package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.modelkeel.model.ScoringModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** What a prediction costs beside the model itself. */
class PredictorAllocationTest {
    private static final int CALLS = 50_000;
    private static final int ROUNDS = 12;

    /** A header of 12 to 16 bytes, a double, an int and two references, rounded up. */
    private static final long ONE_PREDICTION = 48;

    private final Rig rig = new Rig();

    @Test
    void aPredictionAllocatesNothingButItself() {
        ScoringModel model = TestModels.house(1);
        long plain = bytesPerCall(() -> model.predict(ROW));
        try (Predictor house = rig.load()) {
            long served = bytesPerCall(() -> house.predict(ROW).value());
            System.out.printf("bytes a call: model %d, predictor %d%n", plain, served);
            assertThat(served - plain).isLessThanOrEqualTo(ONE_PREDICTION);
        }
    }

    @Test
    void meteringAPredictionAllocatesNothingMore() {
        ScoringModel model = TestModels.house(1);
        long plain = bytesPerCall(() -> model.predict(ROW));
        try (Predictor house =
                rig.builder().meterRegistry(new SimpleMeterRegistry()).load(rig.wiring())) {
            assertThat(bytesPerCall(() -> house.predict(ROW).value()) - plain).isLessThanOrEqualTo(ONE_PREDICTION);
        }
    }

    /** The least of several rounds, since the compiler does not allocate for the caller but the first rounds run interpreted. */
    private static long bytesPerCall(DoubleSupplier call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        double sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                sum += call.getAsDouble();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        assertThat(sum).isFinite();
        return least;
    }
}
