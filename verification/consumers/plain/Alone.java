package demo;

/** Nothing beside us. */
final class Beside {
    private Beside() {}

    static void use() {}
}
