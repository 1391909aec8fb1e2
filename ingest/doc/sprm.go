package doc

// The properties that are read, by their numbers in [MS-DOC] 2.6.
const (
	sprmCFRMarkDel = 0x0800
	sprmCFVanish   = 0x083C
	sprmCFSpec     = 0x0855
	sprmCIstd      = 0x4A30
	sprmCHps       = 0x4A43
	sprmCSymbol    = 0x6A09

	sprmPFInTable        = 0x2416
	sprmPFTtp            = 0x2417
	sprmPFInnerTableCell = 0x244B
	sprmPFInnerTtp       = 0x244C
	sprmPItap            = 0x6649
	sprmPDtap            = 0x664A
	sprmPIstd            = 0x4600
	sprmPOutLvl          = 0x2640
	sprmPIlvl            = 0x260A
	sprmPIlfo            = 0x460B
	sprmPDxaLeft80       = 0x840F
	sprmPDxaLeft180      = 0x8411
	sprmPDxaLeft         = 0x845E
	sprmPDxaLeft1        = 0x8460
	sprmPDxcLeft         = 0x4456
	sprmPDxcLeft1        = 0x4457
	sprmPHugePapxOld     = 0x6645
	sprmPHugePapx        = 0x6646
	sprmPTableProps      = 0x646B
	sprmPChgTabs         = 0xC615
	sprmTDefTable        = 0xD608
	sprmTVertMerge       = 0xD62B
)

// eachPrl calls do with each property of a list and its operand, in order. A
// list that is cut off ends where it is.
func eachPrl(prls []byte, do func(sprm int, operand []byte)) {
	for len(prls) >= 3 {
		sprm := u16(prls, 0)
		prls = prls[2:]
		n := operandSize(sprm, prls)
		if n > len(prls) {
			return
		}
		do(sprm, prls[:n:n])
		prls = prls[n:]
	}
}

// operandSize gives the bytes of an operand: by the kind of property in its top
// three bits, or counted by the operand itself.
func operandSize(sprm int, operand []byte) int {
	if size := [...]int{1, 1, 2, 4, 2, 2, 0, 3}[sprm>>13]; size > 0 {
		return size
	}
	switch first := u8(operand, 0); {
	case sprm == sprmTDefTable:
		return max(u16(operand, 0)+1, 2)
	case sprm == sprmPChgTabs && first == 255:
		deleted := 4 * u8(operand, 1)
		return 3 + deleted + 3*u8(operand, 2+deleted)
	default:
		return 1 + first
	}
}
