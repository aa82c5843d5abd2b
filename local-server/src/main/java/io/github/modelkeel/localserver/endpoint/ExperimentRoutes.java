package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.artifact.ArtifactUri;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Lifecycle;
import io.github.modelkeel.localserver.message.Names;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.message.Tags;
import io.github.modelkeel.localserver.search.ExperimentSearch;
import io.github.modelkeel.localserver.store.ExperimentStore;
import java.util.Map;

/** {@code experiments/*}. */
final class ExperimentRoutes {
    private static final int MAX_PAGE = 50_000;

    private final ExperimentStore experiments;

    ExperimentRoutes(ExperimentStore experiments) {
        this.experiments = experiments;
    }

    void addTo(Router router) {
        router.post("experiments/create", this::create);
        router.get("experiments/get", this::get);
        router.get("experiments/get-by-name", this::getByName);
        router.post("experiments/search", this::search);
        router.get("experiments/search", this::search);
        router.post("experiments/delete", this::delete);
        router.post("experiments/restore", this::restore);
        router.post("experiments/update", this::update);
        router.post("experiments/set-experiment-tag", this::setTag);
        router.post("experiments/delete-experiment-tag", this::deleteTag);
    }

    private Reply create(RequestContext requestContext) {
        String name = requestContext.fields().required("name");
        Names.checkExperimentName(name);
        String location = ArtifactUri.checkLocation(requestContext.fields().string("artifact_location"));
        Map<String, String> tags = Tags.of(requestContext.fields().messages("tags"));
        tags.forEach((key, value) -> Names.checkTag(key, value, Names.MAX_EXPERIMENT_TAG));
        ObjectNode answer = Json.object();
        answer.put("experiment_id", Long.toString(experiments.create(name, location, tags)));
        return Reply.json(answer);
    }

    private Reply get(RequestContext requestContext) {
        return experiment(experiments.get(requestContext.fields().required("experiment_id")));
    }

    private Reply getByName(RequestContext requestContext) {
        return experiment(experiments.getByName(requestContext.fields().required("experiment_name")));
    }

    private static Reply experiment(ObjectNode experiment) {
        ObjectNode answer = Json.object();
        answer.set("experiment", experiment);
        return Reply.json(answer);
    }

    private Reply search(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        int size = PageToken.size(fields, 0, MAX_PAGE);
        ExperimentSearch search = new ExperimentSearch(
                Lifecycle.stages(fields.word("view_type")), fields.string("filter"), fields.strings("order_by"));
        PageToken.Page<ObjectNode> page =
                experiments.search(search, PageToken.offset(fields.string("page_token")), size);
        ObjectNode answer = Json.object();
        Json.putList(answer, "experiments", page.items());
        page.putToken(answer);
        return Reply.json(answer);
    }

    private Reply delete(RequestContext requestContext) {
        experiments.setStage(requestContext.fields().required("experiment_id"), Lifecycle.ACTIVE, Lifecycle.DELETED);
        return Reply.empty();
    }

    private Reply restore(RequestContext requestContext) {
        experiments.setStage(requestContext.fields().required("experiment_id"), Lifecycle.DELETED, Lifecycle.ACTIVE);
        return Reply.empty();
    }

    private Reply update(RequestContext requestContext) {
        String name = requestContext.fields().required("new_name");
        Names.checkExperimentName(name);
        experiments.rename(requestContext.fields().required("experiment_id"), name);
        return Reply.empty();
    }

    private Reply setTag(RequestContext requestContext) {
        String key = requestContext.fields().required("key");
        String value = requestContext.fields().string("value");
        Names.checkTag(key, value, Names.MAX_EXPERIMENT_TAG);
        experiments.setTag(requestContext.fields().required("experiment_id"), key, value);
        return Reply.empty();
    }

    private Reply deleteTag(RequestContext requestContext) {
        experiments.deleteTag(
                requestContext.fields().required("experiment_id"),
                requestContext.fields().required("key"));
        return Reply.empty();
    }
}
