package io.flamingock.tck;

class InMemoryEndingSessionsContractTest extends DriverContract {

    @Override
    protected DriverFixture emptyPlace() {
        return new InMemoryFixture(true);
    }
}
