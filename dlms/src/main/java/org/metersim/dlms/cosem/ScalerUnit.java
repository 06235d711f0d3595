package org.metersim.dlms.cosem;

/**
 * scal_unit_type: the value times ten to the {@code scaler} is in {@code unit}. Blue Book 4.3.2.
 *
 * @param scaler power of ten, -128 to 127
 */
public record ScalerUnit(int scaler, Unit unit) {

    public CosemData toData() {
        return CosemData.structure(CosemData.integer(scaler), CosemData.enumeration(unit.code()));
    }
}
