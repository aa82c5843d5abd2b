package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.servinghttp.json.JsonInput;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page to try a prediction, with a form made from the signature of the version that answers now. The page itself needs no token; what it asks
 * for does. Safe for use by multiple threads.
 */
public final class TryPage {
    /** More categories than a list to choose from is good for; any text can be written instead. */
    private static final int MAX_CATEGORIES = 1_000;

    /** Nothing but this service's own files, and no page around it. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-cache");

    private final List<ServedModel> models;
    private final JsonInput input;

    /** A page for some models. */
    public TryPage(List<ServedModel> models, JsonInput input) {
        this.models = models;
        this.input = input;
    }

    /** Adds the page, its files and what it asks for. */
    public void addTo(Routes routes) {
        addFile(routes, "/try", "try.html", "text/html; charset=utf-8");
        addFile(routes, "/try/style.css", "try.css", "text/css; charset=utf-8");
        addFile(routes, "/try/script.js", "try.js", "text/javascript; charset=utf-8");
        routes.add("GET", "/try/models.json", "/try/models.json", ErrorForm.DETAIL, call -> describe());
        for (ServedModel model : models) {
            routes.add(
                    "POST",
                    "/models/" + model.name() + "/contributions",
                    "/models/{name}/contributions",
                    ErrorForm.DETAIL,
                    call -> contributions(model, call));
        }
    }

    private static void addFile(Routes routes, String path, String name, String type) {
        Answer answer = new Answer(200, type, read(name), HEADERS);
        routes.addOpen(path, ErrorForm.DETAIL, call -> answer);
    }

    private static byte[] read(String name) {
        try (InputStream file = TryPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the file " + name + " is missing beside " + TryPage.class.getName());
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer contributions(ServedModel model, Call call) {
        call.requireJson();
        Map<String, Object> values = Contributions.row(input.parts(call.body()));
        return model.contributions(input.row(call.body()), values).answer();
    }

    private Answer describe() {
        ReplyWriter to = new ReplyWriter().name("models").openList();
        models.forEach(model -> describe(to, model));
        return Answer.json(200, to.closeList().finish());
    }

    private static void describe(ReplyWriter to, ServedModel served) {
        boolean ready = served.predictor().isReady();
        to.openObject().name("name").text(served.name()).name("ready").flag(ready);
        if (ready) {
            describe(to, served, served.model());
        }
        to.closeObject();
    }

    private static void describe(ReplyWriter to, ServedModel served, ScoringModel model) {
        to.name("version").whole(served.version());
        to.name("output").text(model.signature().output().name());
        describe(to.name("names").openObject(), served.names());
        to.closeObject();
        if (!model.classes().isEmpty()) {
            to.name("classes").value(model.classes());
        }
        to.name("explains").flag(Contributions.explain(model));
        to.name("columns").openList();
        Map<String, List<String>> categories = model.categories();
        model.signature().inputs().forEach(column -> describe(to, column, categories.get(column.name())));
        to.closeList();
    }

    private static void describe(ReplyWriter to, RowNames names) {
        member(to, "prediction", names.prediction());
        member(to, "probability", names.probability());
        member(to, "decision", names.decision());
        member(to, "probabilities", names.probabilities());
        member(to, "modelVersion", names.modelVersion());
        member(to, "processingTime", names.processingTime());
    }

    private static void member(ReplyWriter to, String name, @Nullable String value) {
        if (value != null) {
            to.name(name).text(value);
        }
    }

    private static void describe(ReplyWriter to, Column column, @Nullable List<String> categories) {
        to.openObject().name("name").text(column.name());
        to.name("type").text(column.type().name().toLowerCase(Locale.ROOT));
        to.name("required").flag(column.required());
        Object value = column.defaultValue();
        if (value != null) {
            to.name("default").value(value);
        }
        if (column.hasRange()) {
            to.name("min").number(column.min()).name("max").number(column.max());
        }
        if (categories != null && categories.size() <= MAX_CATEGORIES) {
            to.name("categories").value(categories);
        }
        to.closeObject();
    }
}
