package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.feast.FeastClient;
import io.github.modelkeel.feast.FeatureRows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How long one caller waits for the features of one customer and of a hundred: by {@link FeastClient}, by Feast's own client that reads the online
 * store itself, and by Feast's own client that asks the same server. All read the same 1,000 customers in turn, one client after the other. Also how
 * long the first question of a JVM takes. Prints a table.
 */
public final class FeastSpeed {
    private static final int CALLS = Integer.getInteger("speed.calls", 1_000);
    private static final int WARM_UP = Integer.getInteger("speed.warmup", 1_000);
    private static final int CUSTOMERS = 1_000;
    private static final String SERVICE = "loan_features";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private FeastSpeed() {}

    /**
     * Runs the comparison.
     *
     * @param args none; or the address of a server, to print how long the first question takes
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            long start = System.nanoTime();
            client(URI.create(args[0])).warmUp(Map.of("customer_id", List.of(1)), LIMIT);
            System.out.println((System.nanoTime() - start) / 1_000_000);
            return;
        }
        Path work = Checkout.newDirectory("feast-speed-");
        try (RealFeast feast = RealFeast.start(work)) {
            System.out.printf(Locale.ROOT, "| %-44s | %9s | %9s | %9s |%n", "milliseconds", "customers", "p50", "p99");
            for (int batch : new int[] {1, 100}) {
                print("modelkeel-feast", batch, ours(feast.uri(), batch));
                ObjectNode question = RealFeast.question()
                        .put("calls", CALLS)
                        .put("batch", batch)
                        .put("warm_up", WARM_UP);
                print("Feast's client, reading SQLite itself", batch, nanos(feast.own(SERVICE, question)));
                print("Feast's client, asking the server", batch, nanos(feast.ownThroughServer(SERVICE, question)));
            }
            int[] first = IntStream.range(0, 5)
                    .map(i -> firstQuestion(feast.uri(), work))
                    .sorted()
                    .toArray();
            System.out.printf("the first question of a JVM: %d ms (median of 5)%n", first[2]);
        } finally {
            Checkout.deleteTree(work);
        }
    }

    private static FeastClient client(URI uri) {
        return FeastClient.builder(uri).service(SERVICE).timeout(LIMIT).build();
    }

    private static long[] ours(URI uri, int batch) {
        FeastClient client = client(uri);
        long[] nanos = new long[CALLS];
        for (int call = -WARM_UP; call < CALLS; call++) {
            int from = (call + WARM_UP) * batch;
            List<Integer> ids = IntStream.range(from, from + batch)
                    .mapToObj(i -> 1_000 + i % CUSTOMERS)
                    .toList();
            long start = System.nanoTime();
            FeatureRows rows = client.online(Map.of("customer_id", ids));
            long end = System.nanoTime();
            if (!Double.valueOf(ids.get(batch - 1))
                    .equals(rows.rows().get(batch - 1).get("income"))) {
                throw new IllegalStateException("not the customer's income: " + rows.rows());
            }
            if (call >= 0) {
                nanos[call] = end - start;
            }
        }
        return nanos;
    }

    private static long[] nanos(JsonNode said) {
        return IntStream.range(0, CALLS)
                .mapToLong(i -> said.path("nanos").path(i).asLong())
                .toArray();
    }

    private static void print(String client, int batch, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %-44s | %9d | %9.2f | %9.2f |%n",
                client,
                batch,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6);
    }

    private static int firstQuestion(URI uri, Path work) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FeastSpeed.class.getName(),
                uri.toString());
        try (ChildProcess java = ChildProcess.start(command, work, Map.of(), work.resolve("first.log"))) {
            java.awaitSuccess(LIMIT);
            return Integer.parseInt(java.output().strip());
        }
    }
}
