package io.github.modelkeel.tracking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Puts what a run logs into the spool. */
final class SpooledRunData implements RunData {
    private final SpooledTracking spool;
    private final long run;
    private final String name;
    private final CompletableFuture<RunInfo> info;

    SpooledRunData(SpooledTracking spool, long run, String name, CompletableFuture<RunInfo> info) {
        this.spool = spool;
        this.run = run;
        this.name = name;
        this.info = info;
    }

    /** The run's number within the spool. */
    long number() {
        return run;
    }

    @Override
    public void metric(MetricPoint point) {
        spool.append(RecordWriter.metric(run, point.timestampMillis(), point), true);
    }

    @Override
    public void metrics(List<MetricPoint> points) {
        long now = now();
        for (MetricPoint point : points) {
            spool.append(RecordWriter.metric(run, now, point), true);
        }
    }

    @Override
    public void params(Map<String, ?> params) {
        long now = now();
        DirectRunData.checkedParams(params).forEach((key, value) -> keyValue(RecordKind.PARAM, now, key, value));
    }

    @Override
    public void tags(Map<String, String> tags) {
        long now = now();
        tags.forEach((key, value) -> Limits.tagValue(Limits.key("tag", key), value));
        tags.forEach((key, value) -> keyValue(RecordKind.TAG, now, key, value));
    }

    @Override
    public void tag(String key, String value) {
        keyValue(RecordKind.TAG, now(), Limits.key("tag", key), Limits.tagValue(key, value));
    }

    private void keyValue(RecordKind kind, long now, String key, String value) {
        spool.append(RecordWriter.keyValue(kind, run, now, key, value), false);
    }

    @Override
    public void deleteTag(String key) {
        String checked = Limits.key("tag", key);
        spool.append(new RecordWriter(RecordKind.TAG_DELETION, run, now(), key.length()).last(checked), false);
    }

    @Override
    public void dataset(Dataset dataset, String context) {
        spool.append(new DatasetRecord(dataset, context).toRecord(run, now()), false);
    }

    @Override
    public void end(RunStatus status, long endMillis) {
        spool.append(
                new RecordWriter(RecordKind.RUN_STATUS, run, endMillis, 32)
                        .text(status.name())
                        .number(endMillis)
                        .done(),
                false);
    }

    @Override
    public RunInfo info() {
        return spool.await(info, name);
    }

    @Override
    public Optional<RunInfo> known() {
        return info.isDone() && !info.isCompletedExceptionally() ? Optional.of(info.join()) : Optional.empty();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String label() {
        return known().map(RunInfo::id).orElse("not created yet");
    }

    @Override
    public void settle() {
        spool.settle();
    }

    @Override
    public long now() {
        return spool.now();
    }
}
