package org.metersim.meter;

/** The mains of one meter. */
public final class MainsPower {

    private final MeterIndex index;
    private final Ground ground;
    private final int meter;

    MainsPower(MeterIndex index, Ground ground, int meter) {
        this.index = index;
        this.ground = ground;
        this.meter = meter;
    }

    /** They fail: the meter logs it with its last strength, and every connection is lost. */
    public void off() {
        ground.call(() -> {
            index.powerOff(meter, ground.nowMs());
            return this;
        });
    }

    /** They return: both boards start from their memory. */
    public void on() {
        ground.call(() -> {
            index.powerOn(meter, ground.nowMs());
            return this;
        });
    }

    public boolean isOn() {
        return ground.call(() -> index.with(meter, ground.nowMs(), Boards::isPowered));
    }
}
