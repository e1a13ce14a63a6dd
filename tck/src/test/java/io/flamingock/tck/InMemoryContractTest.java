package io.flamingock.tck;

class InMemoryContractTest extends DriverContract {

    @Override
    protected DriverFixture emptyPlace() {
        return new InMemoryFixture(false);
    }
}
