package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.artifact.ArtifactPath;
import io.github.modelkeel.localserver.artifact.ArtifactStore;
import io.github.modelkeel.localserver.artifact.ArtifactUri;
import io.github.modelkeel.localserver.database.Experiment;
import io.github.modelkeel.localserver.database.LoggedModel;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Route.BodyKind;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.FileReply;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Names;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.message.Tags;
import io.github.modelkeel.localserver.search.LoggedModelSearch;
import io.github.modelkeel.localserver.store.LoggedModelStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code logged-models}: models as runs log them, before and beside any registration. */
final class LoggedModelRoutes {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 50_000;

    private final LoggedModelStore models;
    private final ArtifactStore artifacts;

    LoggedModelRoutes(LoggedModelStore models, ArtifactStore artifacts) {
        this.models = models;
        this.artifacts = artifacts;
    }

    void addTo(Router router) {
        router.post("logged-models", this::create);
        router.post("logged-models/search", this::search);
        router.get("logged-models/{id}", this::get);
        router.patch("logged-models/{id}", this::finish);
        router.add("DELETE", "logged-models/{id}", BodyKind.QUERY, this::delete);
        router.get("logged-models/{id}/artifacts/directories", this::listArtifacts);
        router.get("logged-models/{id}/artifacts/files", this::getArtifact);
        router.post("logged-models/{id}/params", this::logParams);
        router.patch("logged-models/{id}/tags", this::setTags);
        router.add("DELETE", "logged-models/{id}/tags/{key*}", BodyKind.QUERY, this::deleteTag);
    }

    private Reply create(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        String name = fields.string("name");
        if (!name.isEmpty()) {
            Names.checkLoggedModelName(name);
        }
        return model(models.create(new LoggedModelStore.Draft(
                fields.required("experiment_id"),
                name,
                fields.string("model_type"),
                fields.string("source_run_id"),
                Tags.of(fields.messages("params")),
                Tags.of(fields.messages("tags")))));
    }

    private Reply get(RequestContext requestContext) {
        return model(models.get(
                requestContext.variable("id"), requestContext.fields().flag("allow_deleted", false)));
    }

    private Reply finish(RequestContext requestContext) {
        String id = requestContext.fields().required("model_id");
        String status = requestContext.fields().word("status");
        if (status == null || status.isEmpty()) {
            throw ApiError.missing("status");
        }
        if (!id.equals(requestContext.variable("id"))) {
            throw ApiError.invalid("The model_id of the body, '" + id + "', is not that of the address, '"
                    + requestContext.variable("id") + "'");
        }
        return model(models.finish(id, LoggedModel.status(status)));
    }

    private Reply delete(RequestContext requestContext) {
        models.delete(requestContext.variable("id"));
        return Reply.empty();
    }

    /** MLflow's server requires the id in the body too, and then takes that of the address. */
    private Reply logParams(RequestContext requestContext) {
        requestContext.fields().required("model_id");
        models.logParams(
                requestContext.variable("id"), Tags.of(requestContext.fields().messages("params")));
        return Reply.empty();
    }

    private Reply listArtifacts(RequestContext requestContext) throws IOException {
        LoggedModel model = models.info(requestContext.variable("id"));
        return ArtifactRoutes.listed(
                artifacts, model.artifactUri(), requestContext.fields().string("artifact_directory_path"));
    }

    private Reply getArtifact(RequestContext requestContext) throws IOException {
        String sent = requestContext.fields().string("artifact_file_path");
        if (sent.isEmpty()) {
            throw new ApiError(
                    ErrorCode.BAD_REQUEST, "Request must include the \"artifact_file_path\" query parameter.");
        }
        String path = ArtifactPath.check(sent);
        LoggedModel model = models.info(requestContext.variable("id"));
        return FileReply.of(
                artifacts.file(ArtifactUri.path(model.artifactUri()) + "/" + path), requestContext.header("Range"));
    }

    private Reply setTags(RequestContext requestContext) {
        models.setTags(
                requestContext.variable("id"), Tags.of(requestContext.fields().messages("tags")));
        return Reply.empty();
    }

    private Reply deleteTag(RequestContext requestContext) {
        models.deleteTag(requestContext.variable("id"), requestContext.variable("key"));
        return Reply.empty();
    }

    private Reply search(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        List<String> experiments = fields.strings("experiment_ids");
        if (!fields.has("experiment_ids")) {
            throw ApiError.missing("experiment_ids");
        }
        List<Long> ids = new ArrayList<>();
        experiments.forEach(id -> ids.add(Experiment.parseId(id)));
        List<LoggedModelSearch.Dataset> datasets = new ArrayList<>();
        for (Fields dataset : fields.messages("datasets")) {
            datasets.add(
                    new LoggedModelSearch.Dataset(dataset.required("dataset_name"), dataset.string("dataset_digest")));
        }
        List<LoggedModelSearch.Order> orders = new ArrayList<>();
        for (Fields order : fields.messages("order_by")) {
            orders.add(new LoggedModelSearch.Order(
                    order.required("field_name"),
                    order.flag("ascending", true),
                    new LoggedModelSearch.Dataset(order.string("dataset_name"), order.string("dataset_digest"))));
        }
        String filter = fields.string("filter");
        String question = experiments + filter + orders;
        int size = fields.longOr("max_results", 0) == 0 ? DEFAULT_PAGE : PageToken.size(fields, 0, MAX_PAGE);
        PageToken.Page<ObjectNode> page = models.search(
                new LoggedModelSearch(ids, filter, datasets, orders),
                PageToken.offset(fields.string("page_token"), question),
                size,
                question);
        ObjectNode answer = Json.object();
        Json.putList(answer, "models", page.items());
        page.putToken(answer);
        return Reply.json(answer);
    }

    private static Reply model(ObjectNode model) {
        ObjectNode answer = Json.object();
        answer.set("model", model);
        return Reply.json(answer);
    }
}
