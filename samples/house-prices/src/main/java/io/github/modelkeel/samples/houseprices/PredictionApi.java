package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.samples.houseprices.HttpFailure.Fault;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorStatus;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the service answers, apart from HTTP itself. Safe for use by multiple threads. */
final class PredictionApi {
    static final int MAX_ROWS = 10_000;

    private static final String JSON = "application/json";
    private static final String INVALID = "invalid_input";

    private final Predictor predictor;
    private final PrometheusMeterRegistry meters;
    private final DistributionSummary predictions;
    private final Map<String, Route> routes = Map.of(
            "/health", new Route("GET", body -> health()),
            "/metrics", new Route("GET", body -> metrics()),
            "/predict", new Route("POST", this::predict),
            "/batch-predict", new Route("POST", this::predictBatch));

    /** One path, the one method it takes, and what it does with the body. */
    record Route(String method, Action action) {}

    /** Turns a body into an answer. */
    interface Action {
        Answer answer(byte[] body) throws IOException;
    }

    /** A complete answer. */
    record Answer(int status, String contentType, String body) {}

    PredictionApi(Predictor predictor, PrometheusMeterRegistry meters) {
        this.predictor = predictor;
        this.meters = meters;
        this.predictions = DistributionSummary.builder("predictions")
                .description("The values that the model predicted")
                .serviceLevelObjectives(oneTwoFive())
                .register(meters);
    }

    /** The route of a path, for HEAD that of GET; a failure 404 if there is none, 405 if it takes another method. */
    Route route(String method, String path) {
        Route route = routes.get(path);
        if (route == null) {
            throw new HttpFailure(404, "Not Found");
        }
        if (!route.method().equals(method.equals("HEAD") ? "GET" : method)) {
            throw new HttpFailure(405, "Method Not Allowed");
        }
        return route;
    }

    /** The path if it is one of the API's, else one word for all others: what strangers ask for must not become metrics. */
    String label(String path) {
        return routes.containsKey(path) ? path : "other";
    }

    String allowed(String path) {
        Route route = routes.get(path);
        if (route == null) {
            return "";
        }
        return route.method().equals("GET") ? "GET, HEAD" : route.method();
    }

    /** What probes and dashboards know a state by. */
    private static String nameOf(PredictorStatus.State state) {
        return switch (state) {
            case STARTING -> "starting";
            case LIVE -> "live";
            case STALE -> "stale";
            case REJECTED -> "held_back";
            case CLOSED -> "closed";
        };
    }

    private Answer health() throws IOException {
        PredictorStatus status = predictor.status();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("status", nameOf(status.state()));
        values.put("model", status.modelName());
        values.put("model_version", status.modelVersion());
        values.put("staleness_seconds", status.staleness().toMillis() / 1000.0);
        values.put("problem", status.problem());
        return json(values);
    }

    private Answer metrics() {
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape());
    }

    private Answer predict(byte[] body) throws IOException {
        Map<String, Object> row = JsonRows.row(body);
        try {
            Prediction prediction = predictor.predict(row);
            predictions.record(prediction.value());
            return json(answer(prediction));
        } catch (InvalidInputException e) {
            throw refused(e, List.of("body"));
        }
    }

    private Answer predictBatch(byte[] body) throws IOException {
        List<Map<String, Object>> rows = JsonRows.rows(body, MAX_ROWS);
        List<Map<String, Object>> answers = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            try {
                Prediction prediction = predictor.predict(rows.get(i));
                predictions.record(prediction.value());
                answers.add(answer(prediction));
            } catch (InvalidInputException e) {
                throw refused(e, List.of("body", i));
            }
        }
        return json(Map.of("predictions", answers));
    }

    private static Map<String, Object> answer(Prediction prediction) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("predicted_price", prediction.value());
        answer.put("model_version", prediction.modelVersion());
        return answer;
    }

    /**
     * Each fault has its own entry with its own place. A missing column or a value of the wrong type is 422, as FastAPI has it; what the
     * model cannot take for another reason, such as a column that it does not know, is 400 when nothing else is wrong.
     */
    private static HttpFailure refused(InvalidInputException e, List<Object> place) {
        List<Fault> faults = e.violations().stream()
                .map(violation -> fault(violation, place))
                .toList();
        boolean invalidAlone = faults.stream().allMatch(fault -> fault.type().equals(INVALID));
        return new HttpFailure(invalidAlone ? 400 : 422, faults);
    }

    private static Fault fault(InvalidInputException.Violation violation, List<Object> place) {
        List<Object> location = new ArrayList<>(place);
        String column = violation.column();
        if (column != null) {
            location.add(column);
        }
        String type = switch (violation.kind()) {
            case MISSING -> "missing";
            case WRONG_TYPE -> "wrong_type";
            default -> INVALID;
        };
        return new Fault(type, location, violation.message());
    }

    private static Answer json(Map<String, ?> values) throws IOException {
        return new Answer(200, JSON, JsonReply.of(values));
    }

    /** 1, 2, 5, 10, 20, 50 and so on up to a billion: fits the prices of any currency. */
    private static double[] oneTwoFive() {
        double[] bounds = new double[28];
        double power = 1;
        for (int i = 0; i < bounds.length; i += 3, power *= 10) {
            bounds[i] = power;
            if (i + 2 < bounds.length) {
                bounds[i + 1] = 2 * power;
                bounds[i + 2] = 5 * power;
            }
        }
        return bounds;
    }
}
