package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalServerExtension.class)
class RunSearchTest {
    private static final List<String> WORDS =
            List.of("", "a", "A", "ab", "a_b", "a%b", "Ab", "b", "axb", "10", "9", "'");
    private static final List<Double> NUMBERS = List.of(-1.5, 0.0, 1.0, 2.0, 2.5, 1e300, Double.NaN);
    private static final List<String> NUMERIC = List.of("=", "!=", "<", "<=", ">", ">=");
    private static final List<String> TEXT = List.of("=", "!=", "LIKE", "ILIKE", "like");

    /** A run as the test knows it. */
    private record Known(
            String id, Map<String, Double> metrics, Map<String, String> params, Map<String, String> tags) {}

    private static List<String> search(Http http, String experiment, String filter, String... orderBy) {
        return ids(http.ok("runs/search", request(experiment, filter, orderBy)));
    }

    private static ObjectNode request(String experiment, String filter, String... orderBy) {
        ObjectNode body = Http.object("{}");
        body.putArray("experiment_ids").add(experiment);
        body.put("filter", filter);
        ArrayNode order = body.putArray("order_by");
        List.of(orderBy).forEach(order::add);
        return body;
    }

    private static List<String> ids(JsonNode answer) {
        return StreamSupport.stream(answer.path("runs").spliterator(), false)
                .map(run -> run.at("/info/run_id").asText())
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void filtersFindWhatTheyShould(long seed, LocalServer server) {
        Random random = new Random(seed);
        Http http = new Http(server.uri());
        String experiment = http.newExperiment("seed-" + seed);
        List<Known> runs = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            runs.add(randomRun(http, experiment, random));
        }
        for (int i = 0; i < 120; i++) {
            List<String> conditions = new ArrayList<>();
            Predicate<Known> all = run -> true;
            for (int c = random.nextInt(3); c >= 0; c--) {
                all = all.and(randomCondition(random, conditions));
            }
            Predicate<Known> expected = all;
            String filter = String.join(random.nextBoolean() ? " AND " : " and ", conditions);
            assertThat(search(http, experiment, filter))
                    .as(filter)
                    .containsExactlyInAnyOrderElementsOf(
                            runs.stream().filter(expected).map(Known::id).toList());
        }
    }

    private static Known randomRun(Http http, String experiment, Random random) {
        Known run = new Known(http.newRun(experiment), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        ObjectNode batch = Http.object("{}");
        batch.put("run_id", run.id());
        for (String key : List.of("m", "n.x", "o p")) {
            if (random.nextInt(4) > 0) {
                double value = NUMBERS.get(random.nextInt(NUMBERS.size()));
                run.metrics().put(key, value);
                ObjectNode metric = batch.withArray("metrics").addObject();
                metric.put("key", key).put("timestamp", 1);
                metric.put("value", Double.toString(value));
            }
            if (random.nextInt(4) > 0) {
                String value = WORDS.get(random.nextInt(WORDS.size()));
                run.params().put(key, value);
                batch.withArray("params").addObject().put("key", key).put("value", value);
            }
            if (random.nextInt(4) > 0) {
                String value = WORDS.get(random.nextInt(WORDS.size()));
                run.tags().put(key, value);
                batch.withArray("tags").addObject().put("key", key).put("value", value);
            }
        }
        http.ok("runs/log-batch", batch);
        return run;
    }

    private static Predicate<Known> randomCondition(Random random, List<String> conditions) {
        String key = List.of("m", "n.x", "o p", "none").get(random.nextInt(4));
        String quote = key.contains(" ") || random.nextInt(3) == 0 ? (random.nextBoolean() ? "`" : "\"") : "";
        String name = quote + key + quote;
        if (random.nextBoolean()) {
            String operator = NUMERIC.get(random.nextInt(NUMERIC.size()));
            double number = NUMBERS.get(random.nextInt(NUMBERS.size() - 1));
            conditions.add((random.nextBoolean() ? "metrics." : "metric.") + name + " " + operator + " " + number);
            return run -> compare(run.metrics().get(key), operator, number);
        }
        boolean param = random.nextBoolean();
        String entity = param ? "params." : "tags.";
        if (random.nextInt(5) == 0) {
            boolean isNull = random.nextBoolean();
            conditions.add(entity + name + (isNull ? " IS NULL" : " is not null"));
            return run -> isNull == !(param ? run.params() : run.tags()).containsKey(key);
        }
        String operator = TEXT.get(random.nextInt(TEXT.size()));
        String word = List.of("a", "A%", "a_b", "%B", "", "_", "10", "''").get(random.nextInt(8));
        conditions.add(entity + name + " " + operator + " '" + word + "'");
        String meant = word; // a quote written twice stays twice, as on MLflow
        return run -> compare((param ? run.params() : run.tags()).get(key), operator.toUpperCase(Locale.ROOT), meant);
    }

    private static boolean compare(@Nullable Double value, String operator, double with) {
        if (value == null) {
            return false;
        }
        return switch (operator) {
            case "=" -> value == with;
            case "!=" -> value != with;
            case "<" -> value < with;
            case "<=" -> value <= with;
            case ">" -> value > with;
            default -> value >= with;
        };
    }

    private static boolean compare(@Nullable String value, String operator, String with) {
        if (value == null) {
            return false;
        }
        return switch (operator) {
            case "=" -> value.equals(with);
            case "!=" -> !value.equals(with);
            case "LIKE" -> like(value, with);
            default -> like(value.toLowerCase(Locale.ROOT), with.toLowerCase(Locale.ROOT));
        };
    }

    /** SQL's LIKE, the slow and obvious way. */
    private static boolean like(String value, String pattern) {
        if (pattern.isEmpty()) {
            return value.isEmpty();
        }
        if (pattern.charAt(0) == '%') {
            return like(value, pattern.substring(1)) || (!value.isEmpty() && like(value.substring(1), pattern));
        }
        return !value.isEmpty()
                && (pattern.charAt(0) == '_' || pattern.charAt(0) == value.charAt(0))
                && like(value.substring(1), pattern.substring(1));
    }

    /** Filter, and whether it finds a run with {@code m = 5}, {@code t = it's}, {@code u = it''s}: as MLflow 3.17.2 answers. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "tags.t = 'it''s', 0",
                "tags.u = 'it''s', 1",
                "tags.t = \"it's\", 1",
                "tags.`t` = \"it's\", 1",
                "tags.'t' = \"it's\", 1",
                "metrics.m > -1, 1",
                "metrics.m > 1., 1",
                "metrics.m > .5, 1",
                "metrics.m > 1 AND, 1",
                "metrics.m > 9 AND, 0",
                "AND metrics.m > 1, 1",
                "metrics.m > 1 AND AND metrics.m > 2, 1",
                "metrics.m > 1 metrics.m > 9, 0",
                "AND, 1"
            })
    void filtersAreReadAsOnMlflow(String filter, int found, LocalServer server) {
        Http http = new Http(server.uri());
        String experiment = http.ok("experiments/create", Http.object("{}").put("name", "as " + filter))
                .path("experiment_id")
                .asText();
        String run = http.newRun(experiment);
        http.ok(
                "runs/log-metric",
                Http.object("{'key': 'm', 'value': 5, 'timestamp': 1}").put("run_id", run));
        http.ok("runs/set-tag", Http.object("{'key': 't'}").put("run_id", run).put("value", "it's"));
        http.ok("runs/set-tag", Http.object("{'key': 'u'}").put("run_id", run).put("value", "it''s"));
        assertThat(search(http, experiment, filter)).hasSize(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.rmse <> 'a'",
                "metrics.rmse <> 1",
                "metrics.rmse LIKE 'a'",
                "metrics.rmse = '1'",
                "metrics.rmse = 1 OR metrics.mae = 2",
                "NOT metrics.rmse = 1",
                "(metrics.rmse = 1)",
                "params.p = 1",
                "params.p = abc",
                "params.p > '1'",
                "params.p IN ('1')",
                "attributes.nope = 'x'",
                "nope.x = 'x'",
                "status > 'x'",
                "start_time = 'x'",
                "start_time LIKE '1'",
                "run_name IN ('x')",
                "run_id IN ()",
                "run_id IN (1)",
                "run_id IN ('a'",
                "run_id NOT ('a')",
                "start_time IS NULL",
                "datasets.nope = 'x'",
                "params.p = 'x",
                "params. = 'x'",
                "params.p =",
                "params.p",
                "=",
                "   ",
                "lifecycle_stage = 'active'",
                "attributes.lifecycle_stage != 'deleted'",
                "metrics.m > +1",
                "start_time > +1",
                "metrics.m > - 1",
                "params.p = 'x'; DROP TABLE runs",
                "params.p = 'x' -- comment",
                "metrics.m = 1e",
                "metrics.m = --1",
                "metrics.m = 1..2",
                "metrics.m == 1",
                "tags.`a = 'x'"
            })
    void whatIsNotAFilterIsRefused(String filter, LocalServer server) {
        Http.Answer answer = new Http(server.uri()).post("runs/search", request("0", filter));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void aFilterCannotReachTheStore(LocalServer server) {
        Http http = new Http(server.uri());
        String experiment = http.newExperiment("injection");
        String run = http.newRun(experiment);
        for (String filter : List.of(
                "params.`x' OR '1'='1` = 'a'",
                "tags.\"x\"\"; DROP TABLE runs; --\" = 'a'",
                "run_name = '''; DROP TABLE runs; --'")) {
            assertThat(search(http, experiment, filter)).isEmpty();
        }
        assertThat(search(http, experiment, "", "tags.`x; DROP TABLE runs` DESC"))
                .containsExactly(run);
        assertThat(http.post("runs/search", request(experiment, "", "metrics.a; DROP TABLE runs"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void attributesAreFound(LocalServer server) {
        Http http = new Http(server.uri());
        String experiment = http.newExperiment("attributes");
        String run = http.ok(
                        "runs/create",
                        "{'experiment_id': '" + experiment
                                + "', 'user_id': 'ann', 'run_name': 'First', 'start_time': 7}")
                .at("/run/info/run_id")
                .asText();
        String other = http.newRun(experiment);
        http.ok("runs/update", "{'run_id': '" + run + "', 'status': 'FINISHED', 'end_time': 9}");
        for (String filter : List.of(
                "status = 'FINISHED'",
                "attributes.status != 'RUNNING'",
                "run_name ILIKE 'first'",
                "user_id = 'ann'",
                "attr.start_time >= 7",
                "start_time = 7.0",
                "end_time < 10",
                "run_id IN ('" + run + "', 'x')",
                "run_id NOT IN ('" + other + "')",
                "attributes.`run name` = 'First'",
                "tags.mlflow.runName = 'First'",
                "artifact_uri LIKE '%" + run + "/artifacts'",
                "tags.\"mlflow.runName\" = \"First\"")) {
            assertThat(search(http, experiment, filter)).as(filter).containsExactly(run);
        }
    }

    @Test
    void ordersPutNumbersFirstThenNaNThenNothing(LocalServer server) {
        Http http = new Http(server.uri());
        String experiment = http.newExperiment("order");
        List<String> runs = new ArrayList<>();
        for (String value : List.of("2", "'NaN'", "10", "-1", "")) {
            String run = http.newRun(experiment);
            runs.add(run);
            if (!value.isEmpty()) {
                http.ok(
                        "runs/log-metric",
                        "{'run_id': '" + run + "', 'key': 'a b', 'timestamp': 1, 'value': " + value + "}");
                http.ok(
                        "runs/log-parameter",
                        "{'run_id': '" + run + "', 'key': 'p', 'value': "
                                + value.replace("2", "'2'")
                                        .replace("10", "'10'")
                                        .replace("-1", "'-1'") + "}");
            }
        }
        assertThat(search(http, experiment, "", "metrics.`a b`"))
                .containsExactly(runs.get(3), runs.get(0), runs.get(2), runs.get(1), runs.get(4));
        assertThat(search(http, experiment, "", "metrics.\"a b\" desc"))
                .containsExactly(runs.get(2), runs.get(0), runs.get(3), runs.get(1), runs.get(4));
        assertThat(search(http, experiment, "", "params.p ASC", "attributes.start_time DESC"))
                .containsExactly(runs.get(3), runs.get(2), runs.get(0), runs.get(1), runs.get(4));
        for (String bad : List.of("nope", "metrics.m sideways", "metrics.m DESC, metrics.n", "", "datasets.name")) {
            assertThat(http.post("runs/search", request(experiment, "", bad)).status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void datasetsAreFound(LocalServer server) {
        Http http = new Http(server.uri());
        String experiment = http.newExperiment("datasets");
        String run = http.newRun(experiment);
        http.newRun(experiment);
        String inputs = "{'run_id': '" + run + "', 'datasets': [{'tags': [{'key': 'mlflow.data.context', 'value':"
                + " 'training'}], 'dataset': {'name': 'train', 'digest': 'b95', 'source_type': 'local', 'source': 's',"
                + " 'schema': 'x'}}]}";
        http.ok("runs/log-inputs", inputs);
        http.ok("runs/log-inputs", inputs);
        for (String filter : List.of(
                "datasets.name = 'train'", "dataset.digest LIKE 'b%'", "datasets.context IN ('training', 'x')")) {
            assertThat(search(http, experiment, filter)).as(filter).containsExactly(run);
        }
        assertThat(search(http, experiment, "datasets.context = 'eval'")).isEmpty();
        assertThat(http.run(run).at("/inputs/dataset_inputs").toString())
                .isEqualTo(Http.json("[{'tags':[{'key':'mlflow.data.context','value':'training'}],'dataset':{'name':"
                        + "'train','digest':'b95','source_type':'local','source':'s','schema':'x'}}]"));
    }

    @Test
    void pagesHoldEveryRunOnceAndViewsAreApart(LocalServer server) {
        Http http = new Http(server.uri());
        String experiment = http.newExperiment("pages");
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            runs.add(http.newRun(experiment));
        }
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            ObjectNode request = request(experiment, "").put("max_results", 3).put("page_token", token);
            JsonNode page = http.ok("runs/search", request);
            found.addAll(ids(page));
            token = page.path("next_page_token").asText("");
        } while (!token.isEmpty());
        assertThat(found).containsExactlyInAnyOrderElementsOf(runs).isSorted();
        http.ok("runs/delete", "{'run_id': '" + runs.get(0) + "'}");
        assertThat(ids(http.ok("runs/search", request(experiment, "").put("run_view_type", "DELETED_ONLY"))))
                .containsExactly(runs.get(0));
        assertThat(ids(http.ok("runs/search", request(experiment, "").put("run_view_type", "ALL"))))
                .hasSize(7);
        assertThat(search(http, experiment, "")).hasSize(6);
        assertThat(http.ok("runs/search", "{}").toString()).isEqualTo("{}");
        for (String bad : List.of(
                "'max_results': 0",
                "'max_results': 50001",
                "'page_token': 'x'",
                "'page_token': 'e30='",
                "'experiment_ids': ['x']",
                "'experiment_ids': '0'")) {
            assertThat(http.post("runs/search", "{" + bad + "}").status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }
}
