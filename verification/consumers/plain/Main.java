package demo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** An application on the class path; what stands beside us is used too, when it is there. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Smoke.publish();
        Smoke.predictor(new SimpleMeterRegistry()).close();
        Beside.use();
        System.out.println("CONSUMER OK");
    }
}
