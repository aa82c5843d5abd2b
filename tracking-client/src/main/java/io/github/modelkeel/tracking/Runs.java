package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Pages;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.tracking.artifact.RunArtifacts;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs that exist: to find those of the tracker's experiment, and to read, rename, delete and restore any run of the server by its id.
 * Streams are read a page at a time as they are used. Safe for use by multiple threads.
 */
public final class Runs {
    private static final int RUNS_PAGE = 1000;

    private final TrackingApi api;
    private final Supplier<String> experimentId;

    /** The experiment's id is asked for when runs are searched. */
    Runs(TrackingApi api, Supplier<String> experimentId) {
        this.api = api;
        this.experimentId = experimentId;
    }

    /**
     * Describes a run, of any experiment.
     *
     * @param runId the run's id
     * @return the run
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is none
     */
    public RunInfo get(String runId) {
        Objects.requireNonNull(runId, "runId");
        return RunInfo.of(api.getRun(runId));
    }

    /**
     * Finds runs of the experiment, however many, that were not deleted.
     *
     * @param filter MLflow's filter language, for example {@code metrics.rmse < 1 AND params.depth = '3'}; empty for all
     * @param orderBy what to sort by, for example {@code metrics.rmse ASC}; newest first without it
     * @return the runs
     */
    public Stream<RunInfo> search(String filter, String... orderBy) {
        return search(filter, Experiment.View.ACTIVE, orderBy);
    }

    /**
     * Finds runs of the experiment, however many.
     *
     * @param filter MLflow's filter language; empty for all
     * @param view whether deleted runs are among them
     * @param orderBy what to sort by, for example {@code metrics.rmse ASC}; newest first without it
     * @return the runs
     */
    public Stream<RunInfo> search(String filter, Experiment.View view, String... orderBy) {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(view, "view");
        return search(experimentId.get(), filter, view, RUNS_PAGE, List.of(orderBy));
    }

    /**
     * The first runs that a search finds, without asking the server for more than these.
     *
     * @param count the most runs to return, 1 or more
     * @param filter MLflow's filter language; empty for all
     * @param orderBy what to sort by, for example {@code metrics.rmse ASC}; newest first without it
     * @return the runs
     */
    public List<RunInfo> first(int count, String filter, String... orderBy) {
        Objects.requireNonNull(filter, "filter");
        if (count < 1) {
            throw new IllegalArgumentException("count must be 1 or more: " + count);
        }
        return search(experimentId.get(), filter, Experiment.View.ACTIVE, Math.min(RUNS_PAGE, count), List.of(orderBy))
                .limit(count)
                .toList();
    }

    private Stream<RunInfo> search(
            String experiment, String filter, Experiment.View view, int pageSize, List<String> orderBy) {
        JsonObject request = Json.object().put("max_results", pageSize).put("run_view_type", view.wireName());
        request.putArray("experiment_ids").add(experiment);
        if (!filter.isBlank()) {
            request.put("filter", filter);
        }
        JsonArray order = request.putArray("order_by");
        orderBy.forEach(order::add);
        return Pages.stream("runs", token -> {
                    JsonObject page = request.deepCopy();
                    if (token != null) {
                        page.put("page_token", token);
                    }
                    return api.http().post("runs/search", page);
                })
                .map(RunInfo::of);
    }

    /**
     * The runs that were started as parts of another one, newest first.
     *
     * @param runId the other run's id
     * @return the runs
     */
    public Stream<RunInfo> children(String runId) {
        String filter = "tags.`mlflow.parentRunId` = '" + runId + "'";
        return search(get(runId).experimentId(), filter, Experiment.View.ACTIVE, RUNS_PAGE, List.of());
    }

    /**
     * All points of a metric, in the server's order.
     *
     * @param runId the run's id
     * @param key the metric's name
     * @return the points; none when there is no such metric
     */
    public Stream<MetricPoint> metricHistory(String runId, String key) {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(key, "key");
        return api.metricHistory(runId, key).map(MetricPoint::of);
    }

    /**
     * What is among a run's artifacts, in one directory.
     *
     * @param runId the run's id
     * @param directory the directory; empty for the top
     * @return its files and directories; empty when there is no such directory
     */
    public List<Artifacts.Artifact> listArtifacts(String runId, String directory) {
        Objects.requireNonNull(directory, "directory");
        return Artifacts.shown(artifacts(runId).list(directory));
    }

    /**
     * Fetches a file, or a directory with all beneath it, several files at a time. Files that this system cannot hold under their names
     * are left out; when all others are there, the call fails and names them.
     *
     * @param runId the run's id
     * @param path the path among the run's artifacts; empty for all
     * @param into a local directory, which is made when it is missing; files of the same names are replaced
     * @return where the file or directory is now: {@code path} beneath {@code into}
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such artifact
     * @throws io.github.modelkeel.client.ClientException with the code {@code UNSAFE_PATH} if this system cannot hold some of the files
     */
    public Path downloadArtifacts(String runId, String path, Path into) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(into, "into");
        return artifacts(runId).download(path, into);
    }

    private RunArtifacts artifacts(String runId) {
        return new RunArtifacts(api, get(runId).artifactUri());
    }

    /**
     * Sets a tag of a run, which stays as it is otherwise; of a run that is being logged, {@link Run#setTag} does it.
     *
     * @param runId the run's id
     * @param key the tag's name
     * @param value its value; an old one is replaced
     */
    public void setTag(String runId, String key, String value) {
        Objects.requireNonNull(runId, "runId");
        Limits.key("tag", key);
        Limits.tagValue(key, value);
        api.http()
                .post(
                        "runs/set-tag",
                        TrackingApi.run(Limits.runId(runId)).put("key", key).put("value", value));
    }

    /**
     * Deletes a run. It can be restored until the server's administrator removes it for good.
     *
     * @param runId the run's id
     */
    public void delete(String runId) {
        Objects.requireNonNull(runId, "runId");
        api.http().post("runs/delete", Json.object().put("run_id", Limits.runId(runId)));
    }

    /**
     * Restores a deleted run.
     *
     * @param runId the run's id
     */
    public void restore(String runId) {
        Objects.requireNonNull(runId, "runId");
        api.http().post("runs/restore", Json.object().put("run_id", Limits.runId(runId)));
    }

    /**
     * Renames a run.
     *
     * @param runId the run's id
     * @param newName its new name
     */
    public void rename(String runId, String newName) {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(newName, "newName");
        if (newName.isBlank()) {
            throw new IllegalArgumentException("a run's name must not be blank");
        }
        Limits.tagValue("mlflow.runName", newName);
        api.http().post("runs/update", TrackingApi.run(Limits.runId(runId)).put("run_name", newName));
    }
}
