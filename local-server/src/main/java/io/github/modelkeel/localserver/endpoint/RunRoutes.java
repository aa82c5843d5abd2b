package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.Experiment;
import io.github.modelkeel.localserver.database.RunInfo;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Route.BodyKind;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Lifecycle;
import io.github.modelkeel.localserver.message.Names;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.message.Tags;
import io.github.modelkeel.localserver.search.RunSearch;
import io.github.modelkeel.localserver.store.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code runs/*}: creating, changing, finding. */
final class RunRoutes {
    private static final int DEFAULT_PAGE = 1_000;
    private static final int MAX_PAGE = 50_000;

    private final RunStore runs;

    RunRoutes(RunStore runs) {
        this.runs = runs;
    }

    void addTo(Router router) {
        router.add("POST", "runs/create", BodyKind.LARGE_JSON, this::create);
        router.get("runs/get", this::get);
        router.post("runs/update", this::update);
        router.post("runs/delete", this::delete);
        router.post("runs/restore", this::restore);
        router.post("runs/search", this::search);
        router.post("runs/set-tag", this::setTag);
        router.post("runs/delete-tag", this::deleteTag);
    }

    private Reply create(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        Map<String, String> tags = Tags.of(fields.messages("tags"));
        ObjectNode answer = Json.object();
        answer.set(
                "run",
                runs.create(
                        fields.string("experiment_id"),
                        fields.string("user_id"),
                        fields.longOr("start_time", 0),
                        fields.string("run_name"),
                        tags));
        return Reply.json(answer);
    }

    private Reply get(RequestContext requestContext) {
        ObjectNode answer = Json.object();
        answer.set("run", runs.get(requestContext.fields().runId()));
        return Reply.json(answer);
    }

    private Reply update(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        String sent = fields.word("status");
        String status = sent == null ? "" : RunInfo.knownStatus(sent);
        RunInfo run = runs.update(
                fields.runId(),
                status.isEmpty() ? null : status,
                fields.longOrNull("end_time"),
                fields.string("run_name"));
        ObjectNode answer = Json.object();
        answer.set("run_info", run.toJson());
        return Reply.json(answer);
    }

    private Reply delete(RequestContext requestContext) {
        runs.setStage(requestContext.fields().runId(), Lifecycle.DELETED);
        return Reply.empty();
    }

    private Reply restore(RequestContext requestContext) {
        runs.setStage(requestContext.fields().runId(), Lifecycle.ACTIVE);
        return Reply.empty();
    }

    private Reply search(RequestContext requestContext) {
        Fields fields = requestContext.fields();
        List<Long> experiments = new ArrayList<>();
        fields.strings("experiment_ids").forEach(id -> experiments.add(Experiment.parseId(id)));
        RunSearch search = new RunSearch(
                experiments,
                Lifecycle.stages(fields.word("run_view_type")),
                fields.string("filter"),
                fields.strings("order_by"));
        int size = PageToken.size(fields, DEFAULT_PAGE, MAX_PAGE);
        PageToken.Page<ObjectNode> page = runs.search(search, PageToken.offset(fields.string("page_token")), size);
        ObjectNode answer = Json.object();
        Json.putList(answer, "runs", page.items());
        page.putToken(answer);
        return Reply.json(answer);
    }

    private Reply setTag(RequestContext requestContext) {
        String key = requestContext.fields().required("key");
        Names.checkKey(key, "key");
        Names.checkLength("key", key, Names.MAX_KEY);
        runs.setTag(
                requestContext.fields().runId(),
                key,
                Names.truncate(requestContext.fields().string("value"), Names.MAX_RUN_TAG));
        return Reply.empty();
    }

    private Reply deleteTag(RequestContext requestContext) {
        runs.deleteTag(requestContext.fields().runId(), requestContext.fields().required("key"));
        return Reply.empty();
    }
}
