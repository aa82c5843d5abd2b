package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.serving.ModelUnavailableException;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Fault;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A predictor under the name that requests use. Safe for use by multiple threads.
 *
 * @param name the name
 * @param predictor what predicts
 * @param names what the members of a reply of plain rows are called
 * @param listener hears of each prediction before it is sent
 */
public record ServedModel(String name, Predictor predictor, RowNames names, PredictionListener listener) {

    private static final String INVALID = "invalid_input";

    /** Predicts exactly one row. */
    Prediction one(Rows row) {
        Prediction made = predict(() -> predictor.predictOne(row), List.of("body"));
        listener.accept(made);
        return made;
    }

    /** Predicts any number of rows. */
    List<Prediction> many(Rows rows) {
        List<Prediction> made = predict(() -> predictor.predict(rows), List.of("body"));
        made.forEach(listener::accept);
        return made;
    }

    /** What each feature adds for a row, given in two forms; it is neither counted nor logged. */
    Contributions contributions(Rows row, Map<String, ?> values) {
        ScoringModel model = model();
        return predict(
                () -> {
                    model.predictOne(row); // refuses what a prediction refuses
                    return Contributions.of(model, values);
                },
                List.of("body"));
    }

    /** The version that answers now. */
    int version() {
        return available(predictor::version);
    }

    /** Refuses a request for another version than the one that answers now. */
    public void requireVersion(String version) {
        if (!version.equals(Integer.toString(version()))) {
            throw new Refusal(404, "model '" + name + "' answers with version " + version() + " only");
        }
    }

    /** The version that answers now, to be described. */
    ScoringModel model() {
        return available(predictor::model);
    }

    /** The columns of the version that answers now. */
    Signature signature() {
        return model().signature();
    }

    private <T> T predict(Supplier<T> call, List<Object> place) {
        try {
            return available(call);
        } catch (InvalidInputException e) {
            throw refusal(e, place);
        }
    }

    private <T> T available(Supplier<T> call) {
        try {
            return call.get();
        } catch (ModelUnavailableException e) {
            throw notReady();
        } catch (IllegalStateException e) {
            if (!predictor.isReady()) {
                throw notReady();
            }
            throw e;
        }
    }

    /** Whether it answers, as KServe's protocols say it. */
    Answer ready(boolean is) {
        return Answer.json(
                is ? 200 : 503,
                new ReplyWriter().name("name").text(name).name("ready").flag(is).finish());
    }

    /** No version answers. */
    Refusal notReady() {
        return new Refusal(503, "model '" + name + "' is not ready");
    }

    /**
     * Each violation has its own entry with its own place. A missing column or a value of the wrong type is 422, as FastAPI has it; what the
     * model cannot take for another reason, such as a column that it does not know, is 400 when nothing else is wrong.
     */
    private static Refusal refusal(InvalidInputException e, List<Object> place) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        List<Object> here = new ArrayList<>(place);
        if (e.row() >= 0) {
            here.add(e.row());
        }
        List<Fault> faults =
                e.violations().stream().map(violation -> fault(violation, here)).toList();
        boolean invalidAlone = faults.stream().allMatch(fault -> fault.type().equals(INVALID));
        return new Refusal(invalidAlone ? 400 : 422, faults);
    }

    private static Fault fault(InvalidInputException.Violation violation, List<Object> place) {
        List<Object> location = new ArrayList<>(place);
        String column = violation.column();
        if (column != null) {
            location.add(column);
        }
        InvalidInputException.Kind kind = violation.kind();
        String type = kind == InvalidInputException.Kind.MISSING || kind == InvalidInputException.Kind.WRONG_TYPE
                ? kind.name().toLowerCase(Locale.ROOT)
                : INVALID;
        return new Fault(type, location, violation.message());
    }
}
