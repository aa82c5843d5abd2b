package io.github.modelkeel.tracking.record;

/** Says for people what a record holds. */
public final class RecordText {
    private RecordText() {}

    public static String of(byte[] payload) {
        try {
            RecordReader in = new RecordReader(payload);
            return switch (in.kind()) {
                case METRIC -> metric(in);
                case PARAM -> "param " + in.text() + " = " + in.last();
                case TAG -> "tag " + in.text() + " = " + in.last();
                case TAG_DELETION -> "deletion of tag " + in.last();
                case DATASET -> "dataset " + DatasetRecord.of(in).dataset().name();
                case RUN_CREATED -> "start of run '" + RunStart.of(in).name() + "'";
                case RUN_RESUMED -> "resumption of run " + in.last();
                case ARTIFACT -> "artifact " + in.text() + " of " + in.lastBytes().length + " bytes";
                case RUN_STATUS -> "status " + in.text() + " of the run";
            };
        } catch (IllegalArgumentException e) {
            return e.getMessage() == null ? "unreadable" : e.getMessage();
        }
    }

    private static String metric(RecordReader in) {
        long timestamp = in.acceptedMillis() + in.signed();
        long step = in.signed();
        double value = Double.longBitsToDouble(in.bits());
        return "metric " + in.last() + " = " + value + " at step " + step + ", time " + timestamp;
    }
}
